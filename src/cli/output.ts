import type { Environment } from './environment.ts';
import type { Problem } from './problem.ts';

/** Prints the result of a command: one JSON document with `--json`, text otherwise. */
export function printResult({ stdout }: Environment, json: boolean, value: unknown, text: string): void {
  stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${text}\n`);
}

/** Prints a problem to stderr. With `--json`, it has the form of the API's error responses. */
export function printProblem({ stderr }: Environment, json: boolean, { code, message }: Problem): void {
  const body = { error: code, error_description: message };
  stderr.write(json ? `${JSON.stringify(body)}\n` : `iyo: ${message}\n`);
}

/** A table with a heading, each column as wide as its widest cell. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heading, ...rows];
  const widths = heading.map((_name, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => line(row, widths)).join('\n');
}

function line(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join('  ')
    .trimEnd();
}
