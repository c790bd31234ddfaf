import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SystemUser } from '../support/throw-away-postgres.ts';

/** A program that runs until the end of its test file at most. */
export interface RunningProgram {
  readonly pid: number;
  /** Both streams so far. */
  output(): string;
  signal(name: NodeJS.Signals): void;
  isRunning(): boolean;
  /** The exit code, undefined after a signal. */
  readonly ended: Promise<number | undefined>;
}

export interface ProgramSettings {
  readonly variables?: Readonly<Record<string, string>>;
  readonly user?: SystemUser | undefined;
  readonly folder?: string;
  /** What makes it end at once. */
  readonly lastSignal?: NodeJS.Signals;
}

const running = new Map<ChildProcess, NodeJS.Signals>();

/** It stays in the group of this process, so that Ctrl-C at a terminal reaches it. */
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

/** Ends every program of this test file. */
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
 * Waits until something is so.
 * @throws Error naming it when it is not so in time
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<void> {
  const limit = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > limit) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await sleep(50);
  }
}
