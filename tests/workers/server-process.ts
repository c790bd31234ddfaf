import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A line of the log. */
export type Line = Readonly<Record<string, unknown>> & { readonly level: number; readonly msg: string };

/** `iyo serve` as a separate process. */
export interface ServerProcess {
  /** Its log so far; output that is not a log line has level 100. */
  lines(): readonly Line[];
  /** @returns the first line with this message. @throws Error when the process ends before, or after a minute */
  printed(msg: string): Promise<Line>;
  /** Its child processes. */
  children(): readonly number[];
  signal(name: NodeJS.Signals): void;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

/** Builds what `serve` runs from the current sources. */
export async function buildServer(): Promise<void> {
  await promisify(execFile)(process.execPath, ['bundle.mjs', 'dist/test-server']);
}

/** @param variables the whole environment of the process */
export function serve(variables: Readonly<Record<string, string>>): ServerProcess {
  const child = spawn(process.execPath, ['tests/workers/iyo.mjs', 'serve'], {
    env: { PATH: process.env.PATH, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => void chunks.push(chunk));
  const lines = () => chunks.join('').trim().split('\n').filter(Boolean).map(lineOf);
  return {
    lines,
    printed: (msg) => waitFor(child, lines, msg),
    children: () => childrenOf(child.pid ?? 0),
    signal: (name) => void child.kill(name),
    ended: new Promise((resolve) => child.once('close', (code) => resolve(code))),
  };
}

/** Empty once it has ended. Only on Linux. */
function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text
      .split(' ')
      .filter((word) => word.trim())
      .map(Number);
  } catch {
    return [];
  }
}

function lineOf(text: string): Line {
  try {
    return JSON.parse(text);
  } catch {
    return { level: 100, msg: text };
  }
}

async function waitFor(child: ChildProcess, lines: () => readonly Line[], msg: string): Promise<Line> {
  const limit = Date.now() + 60_000;
  for (;;) {
    const found = lines().find((line) => line.msg === msg);
    if (found) return found;
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (isOver || Date.now() > limit)
      throw new Error(`"${msg}" was not printed:\n${JSON.stringify(lines(), null, 1)}`);
    await sleep(20);
  }
}
