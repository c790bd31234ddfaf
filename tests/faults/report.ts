import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Load } from './client.ts';
import type { Outcomes } from './outcomes.ts';

const folder = 'coverage';
const lines = join(folder, 'faults.jsonl');
const table = join(folder, 'faults.txt');

/** The measurements of one fault. */
export interface Seen {
  readonly fault: string;
  readonly requests: number;
  readonly acknowledged: number;
  readonly unavailable: number;
  readonly withoutResponse: number;
  readonly longestResponseMs: number;
  readonly longestGapMs: number;
  /** Time until the service was back after the database, or the server, was. */
  readonly backAfterMs?: number | undefined;
}

export function startReport(): void {
  mkdirSync(folder, { recursive: true });
  for (const path of [lines, table]) rmSync(path, { force: true });
}

/** Adds the measurements to coverage/faults.txt. */
export function report(fault: string, load: Load, gaps: Pick<Seen, 'longestGapMs' | 'backAfterMs'>): void {
  const seen: Seen = {
    fault,
    requests: load.outcomes.all.length,
    acknowledged: load.memory.size(),
    unavailable: load.outcomes.of('unavailable').length,
    withoutResponse: load.outcomes.of('none').length,
    longestResponseMs: longest(load.outcomes),
    ...gaps,
  };
  appendFileSync(lines, `${JSON.stringify(seen)}\n`);
}

function longest({ all }: Outcomes): number {
  return Math.max(0, ...all.map(({ durationMs }) => durationMs));
}

/** Writes the table of this run, and prints it. */
export function printReport(): void {
  if (!existsSync(lines)) return;
  const all: Seen[] = readFileSync(lines, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const seconds = (ms: number | undefined) => (ms === undefined ? '' : `${(ms / 1000).toFixed(1)} s`);
  const rows = all.map((seen) => [
    seen.fault,
    String(seen.requests),
    String(seen.acknowledged),
    String(seen.unavailable),
    String(seen.withoutResponse),
    seconds(seen.longestResponseMs),
    seconds(seen.longestGapMs),
    seconds(seen.backAfterMs),
  ]);
  const text = [heading, ...rows.sort()].map(toLine).join('\n');
  writeFileSync(table, `${text}\n`);
  process.stderr.write(`\n${text}\n\n`);
}

const heading = [
  'Fault',
  'requests',
  'acknowledged',
  '503',
  'no response',
  'slowest',
  'longest gap',
  'back after',
];

function toLine([fault = '', ...figures]: string[]): string {
  return fault.padEnd(64) + figures.map((figure) => figure.padStart(13)).join('');
}
