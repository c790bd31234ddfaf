import type { Measurement } from './load.ts';

/** All rounds of one server in one scenario, in the order in which they were run. */
export interface Series {
  readonly name: string;
  readonly rounds: readonly Measurement[];
}

type Figure = (round: Measurement) => number;

const speed: Figure = (round) => round.requestsPerSecond;
const cost: Figure = (round) => round.processorMicroseconds ?? Number.NaN;
const databaseCost: Figure = (round) => round.databaseMicroseconds ?? Number.NaN;

/** What the others are compared with, and what it is called in the heading. */
export interface Reference {
  readonly label: string;
  readonly series: Series;
}

/**
 * Rows: one for each series. Columns: a ratio of speeds for each reference, one of processor time for each that is a
 * server, and one of PostgreSQL's time to the first.
 */
export function scenarioTable(all: readonly Series[], references: readonly Reference[]): string {
  const [first] = references;
  const servers = references.filter(({ series }) => !Number.isNaN(middle(series, cost)));
  const heading = [
    ...['', 'req/s', 'spread', ...references.map(({ label }) => `to ${label}`)],
    ...[
      'p50 ms',
      'p99 ms',
      'cpu µs',
      ...servers.map(({ label }) => `cpu to ${label}`),
      'db µs',
      ...(first ? [`db to ${first.label}`] : []),
      'busy',
    ],
  ];
  const rows = all.map((one) => [
    one.name,
    whole(middle(one, speed)),
    `${whole(Math.min(...one.rounds.map(speed)))}-${whole(Math.max(...one.rounds.map(speed)))}`,
    ...references.map(({ series }) => ratio(one, series, speed)),
    fixed(middle(one, (round) => round.p50Ms)),
    fixed(middle(one, (round) => round.p99Ms)),
    whole(middle(one, cost)),
    ...servers.map(({ series }) => ratio(one, series, cost)),
    whole(middle(one, databaseCost)),
    ...(first ? [ratio(one, first.series, databaseCost)] : []),
    percent(middle(one, (round) => round.busy ?? Number.NaN)),
  ]);
  return table([heading, ...rows]);
}

function middle({ rounds }: Series, figure: Figure): number {
  return median(rounds.map(figure));
}

/** The median of the ratios within each round: what slows the whole machine for a while slows both. */
function ratio(one: Series, other: Series, figure: Figure): string {
  const ratios = one.rounds.map((round, index) => figure(round) / figure(other.rounds[index] ?? round));
  return fixed(median(ratios));
}

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return (low + high) / 2;
}

const unknown = '-';

function whole(figure: number): string {
  return Number.isNaN(figure) ? unknown : figure.toFixed(0);
}

function fixed(figure: number): string {
  return Number.isNaN(figure) ? unknown : figure.toFixed(2);
}

function percent(part: number): string {
  return Number.isNaN(part) ? unknown : `${whole(part * 100)} %`;
}

/** Columns as wide as their widest cell; names to the left, figures to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths?.[column] ?? 0) : cell.padStart(widths?.[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

/** The rows of tables in which a figure is missing; what pgbench uses of the processor is not measured. */
export function rowsWithoutFigure(text: string): string[] {
  return text
    .split('\n')
    .filter((row) => !row.startsWith('pgbench') && /(^|\s)(NaN|undefined|Infinity|-)(\s|$)/.test(row));
}
