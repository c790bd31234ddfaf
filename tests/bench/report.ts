import type { Measurement } from './load.ts';

/** All rounds of one server in one scenario, in the order in which they were run. */
export interface Series {
  readonly name: string;
  readonly rounds: readonly Measurement[];
}

/** Rows: one for each server, with its ratios to the two baselines. */
export function scenarioTable(series: readonly Series[], express: Series, node: Series): string {
  const heading = [
    '',
    'req/s',
    'spread',
    'to (a)',
    'to (b)',
    'p50 ms',
    'p99 ms',
    'cpu µs',
    'cpu to (a)',
    'busy',
  ];
  const rows = series.map((one) => [
    one.name,
    whole(middle(one, speed)),
    `${whole(Math.min(...one.rounds.map(speed)))}-${whole(Math.max(...one.rounds.map(speed)))}`,
    ratio(one, express, speed),
    ratio(one, node, speed),
    middle(one, (round) => round.p50Ms).toFixed(2),
    middle(one, (round) => round.p99Ms).toFixed(2),
    whole(middle(one, cost)),
    ratio(one, express, cost),
    `${whole(middle(one, (round) => (round.busy ?? Number.NaN) * 100))} %`,
  ]);
  return table([heading, ...rows]);
}

type Figure = (round: Measurement) => number;

const speed: Figure = (round) => round.requestsPerSecond;
const cost: Figure = (round) => round.processorMicroseconds ?? Number.NaN;

function middle({ rounds }: Series, figure: Figure): number {
  return median(rounds.map(figure));
}

/** The median of the ratios within each round: what slows the whole machine for a while slows both. */
function ratio(one: Series, other: Series, figure: Figure): string {
  const ratios = one.rounds.map((round, index) => figure(round) / figure(other.rounds[index] ?? round));
  return median(ratios).toFixed(2);
}

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return (low + high) / 2;
}

function whole(figure: number): string {
  return figure.toFixed(0);
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
