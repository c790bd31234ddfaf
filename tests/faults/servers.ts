import { setTimeout as sleep } from 'node:timers/promises';
import { testKey, testUrl } from '../support/app.ts';
import { freePort } from '../support/throw-away-postgres.ts';
import { type RunningProgram, startProgram, until } from './processes.ts';

/** `iyo serve`, as built. */
export interface Server {
  readonly port: number;
  readonly address: string;
  /** Sends SIGTERM. @returns the exit code */
  stop(): Promise<number | undefined>;
  kill(): Promise<void>;
  /** Starts it again on the same port, and waits until it is ready. */
  start(): Promise<void>;
  /** Its log, as text. */
  output(): string;
}

/** Starts a server with the settings of the tests and these, and waits until it is ready. */
export async function startServer(variables: Readonly<Record<string, string>>): Promise<Server> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const runs: RunningProgram[] = [];
  const last = () => {
    const run = runs.at(-1);
    if (!run) throw new Error('the server was not started');
    return run;
  };
  const server: Server = {
    port,
    address,
    async stop() {
      last().signal('SIGTERM');
      return last().ended;
    },
    async kill() {
      last().signal('SIGKILL');
      await last().ended;
    },
    async start() {
      runs.push(serve(port, variables));
      await until('the server is ready', () => isReady(last(), address)).catch((cause) => {
        throw new Error(`the server is not ready:\n${last().output()}`, { cause });
      });
    },
    output: () => runs.map(({ output }) => output()).join(''),
  };
  await server.start();
  return server;
}

function serve(port: number, variables: Readonly<Record<string, string>>): RunningProgram {
  const settings = {
    NODE_ENV: 'test',
    PORT: String(port),
    IYO_PUBLIC_URL: testUrl,
    IYO_ENCRYPTION_KEYS: testKey.toString('base64'),
    IYO_CODE_SECONDS: '60',
    IYO_BCRYPT_COST: '4',
    IYO_DATABASE_POOL: '10',
  };
  return startProgram(process.execPath, ['bin/iyo.cjs', 'serve'], {
    variables: { ...settings, ...variables },
  });
}

async function isReady(run: RunningProgram, address: string): Promise<boolean> {
  if (!run.isRunning()) throw new Error(`the server ended:\n${run.output()}`);
  await sleep(50);
  return (await readiness(address)) === 200;
}

/** The status of `/readyz`; 0 without a response. */
export async function readiness(address: string): Promise<number> {
  const response = await fetch(`${address}/readyz`, { headers: { Connection: 'close' } }).catch(
    () => undefined,
  );
  await response?.arrayBuffer();
  return response?.status ?? 0;
}
