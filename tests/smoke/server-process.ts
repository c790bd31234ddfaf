import { type ChildProcess, spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A `make run` under test. */
export interface ServerProcess {
  /** Output so far, of both streams. */
  output(): string;
  /** Resolves when it has printed `text`. @throws Error when it ends before, or at the time limit */
  printed(text: string, limitSeconds: number): Promise<void>;
  /** Sends SIGTERM to make, and waits until everything it started has ended. May be called twice. */
  stop(): Promise<void>;
}

/** @param variables added to the environment of this process */
export function makeRun(variables: Readonly<Record<string, string>>): ServerProcess {
  const child = spawn('make', ['run'], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // The streams close when the last process that holds them ends, not when make does.
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => void chunks.push(chunk));
  }
  const output = () => chunks.join('');
  return {
    output,
    printed: (text, limitSeconds) => waitFor(child, () => output().includes(text), text, limitSeconds),
    stop: () => stop(child, closed),
  };
}

async function waitFor(
  child: ChildProcess,
  isThere: () => boolean,
  what: string,
  limitSeconds: number,
): Promise<void> {
  const limit = Date.now() + limitSeconds * 1000;
  while (!isThere()) {
    if (hasEnded(child)) throw new Error(`make run ended without printing ${what}`);
    if (Date.now() > limit) throw new Error(`make run did not print ${what} in ${limitSeconds} s`);
    await sleep(20);
  }
}

async function stop(child: ChildProcess, closed: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  const tooLate = sleep(20_000, undefined, { ref: false }).then(() => {
    throw new Error('still running 20 s after SIGTERM');
  });
  await Promise.race([closed, tooLate]);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
