import type { Measurement } from './load.ts';

/** All rounds of one server in one scenario, in order. */
export interface Series {
  readonly name: string;
  readonly rounds: readonly Measurement[];
}

type Figure = (round: Measurement) => number;

const speed: Figure = (round) => round.requestsPerSecond;
const cost: Figure = (round) => round.processorMicroseconds ?? Number.NaN;
const databaseCost: Figure = (round) => round.databaseMicroseconds ?? Number.NaN;

/** What the others are compared with, and its name in the heading. */
export interface Reference {
  readonly label: string;
  readonly series: Series;
}

/** Prints one table. */
export type Table = (all: readonly Series[], references: readonly Reference[]) => string;

interface Column {
  readonly heading: string;
  readonly cell: (one: Series) => string;
}

/**
 * Rows: one for each series. Columns: the speed relative to each reference, the processor time relative to each
 * reference that is a server, and PostgreSQL's time relative to the first.
 */
export const scenarioTable: Table = (all, references) => print(all, columnsFor(references));

/** `scenarioTable` with only the rows and columns of the tables in README.md. */
export const pageTable: Table = (all, references) => {
  const isOfWorkers = references.some(({ label }) => label === 'one');
  const omitted = isOfWorkers ? /^$/ : /^(to |p\d\d |cpu to \(b\))/;
  const rows = all.filter(({ name }) => !name.startsWith('pgbench'));
  const columns = columnsFor(references).filter(({ heading }) => !omitted.test(heading));
  return print(rows, columns);
};

function columnsFor(references: readonly Reference[]): Column[] {
  const servers = references.filter(({ series }) => !Number.isNaN(middle(series, cost)));
  const toEach = (prefix: string, others: readonly Reference[], figure: Figure): Column[] =>
    others.map(({ label, series }) => ({
      heading: `${prefix} ${label}`,
      cell: (one) => ratio(one, series, figure),
    }));
  return [
    { heading: 'req/s', cell: (one) => whole(middle(one, speed)) },
    { heading: 'spread', cell: spread },
    ...toEach('to', references, speed),
    { heading: 'p50 ms', cell: (one) => fixed(middle(one, (round) => round.p50Ms)) },
    { heading: 'p99 ms', cell: (one) => fixed(middle(one, (round) => round.p99Ms)) },
    { heading: 'cpu µs', cell: (one) => whole(middle(one, cost)) },
    ...toEach('cpu to', servers, cost),
    { heading: 'db µs', cell: (one) => whole(middle(one, databaseCost)) },
    ...toEach('db to', references.slice(0, 1), databaseCost),
    { heading: 'busy', cell: (one) => percent(middle(one, (round) => round.busy ?? Number.NaN)) },
  ];
}

function print(all: readonly Series[], columns: readonly Column[]): string {
  const heading = ['', ...columns.map((column) => column.heading)];
  return table([heading, ...all.map((one) => [one.name, ...columns.map(({ cell }) => cell(one))])]);
}

function spread({ rounds }: Series): string {
  const speeds = rounds.map(speed);
  return `${whole(Math.min(...speeds))}-${whole(Math.max(...speeds))}`;
}

function middle({ rounds }: Series, figure: Figure): number {
  return median(rounds.map(figure));
}

/** The median of the ratios within each round: whatever slows the whole machine for a while slows both. */
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

/** Columns as wide as their widest cell; names aligned left, figures right. */
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

/** Rows of tables in which a figure is missing; pgbench has none for its processor time. */
export function rowsWithoutFigure(text: string): string[] {
  return text
    .split('\n')
    .filter((row) => !row.startsWith('pgbench') && /(^|\s)(NaN|undefined|Infinity|-)(\s|$)/.test(row));
}
