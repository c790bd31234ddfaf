import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SystemUser } from '../support/throw-away-postgres.ts';

/** A program that ends with its test file at the latest. */
export interface RunningProgram {
  readonly pid: number;
  /** Output so far, of both streams. */
  output(): string;
  signal(name: NodeJS.Signals): void;
  isRunning(): boolean;
  /** The exit code; undefined after a signal. */
  readonly ended: Promise<number | undefined>;
}

export interface ProgramSettings {
  readonly variables?: Readonly<Record<string, string>>;
  readonly user?: SystemUser | undefined;
  readonly folder?: string;
  /** The signal that ends it at once. */
  readonly lastSignal?: NodeJS.Signals;
}

const running = new Map<ChildProcess, NodeJS.Signals>();

/** It stays in the process group of this process, so that Ctrl-C in a terminal reaches it. */
export function startProgram(
  path: string,
  parameters: readonly string[],
  { variables, user, folder, lastSignal = 'SIGKILL' }: ProgramSettings = {},
): RunningProgram {
  const child = spawn(path, parameters, {
    ...user,
    cwd: folder,
    env: { PATH: process.env.PATH, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.set(child, lastSignal);
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => void chunks.push(chunk));
  const ended = new Promise<number | undefined>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      running.delete(child);
      resolve(code ?? undefined);
    });
  });
  return {
    pid: child.pid ?? 0,
    output: () => chunks.join(''),
    signal: (name) => void child.kill(name),
    isRunning: () => running.has(child),
    ended,
  };
}

process.once('exit', () => {
  for (const [child, lastSignal] of running) child.kill(lastSignal);
});

/** Ends all programs of this test file. */
export async function endPrograms(): Promise<void> {
  const all = [...running];
  for (const [child, lastSignal] of all) child.kill(lastSignal);
  const ends = all.map(([child]) => new Promise((resolve) => child.once('exit', resolve)));
  const tooLate = setTimeout(() => {
    for (const [child] of all) child.kill('SIGKILL');
  }, 10_000);
  await Promise.all(ends);
  clearTimeout(tooLate);
}

/**
 * Waits until a condition holds.
 * @throws Error with `what` when the time limit is exceeded
 */
export async function until(
  what: string,
  isMet: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await isMet())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await sleep(50);
  }
}
