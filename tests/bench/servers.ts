import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Plan } from './plan.ts';
import type { ProviderPlan } from './provider-plan.ts';
import { encryptionKey } from './seed.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A server process, and its name in the report. */
export interface Server {
  readonly name: string;
  readonly pid: number;
  readonly url: string;
  /** Time from the start of the process to its first "ready". */
  readonly readyAfterMs: number;
  stop(): Promise<void>;
}

export interface ServerSettings {
  readonly name: string;
  /** Arguments of node. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** A path that returns 200 once the server is ready. */
  readonly readyPath: string;
}

/** Builds our server as for production and compiles the baselines, so that no process runs a development loader. */
export function buildServers(): void {
  const settings = { cwd: root, stdio: 'inherit' } as const;
  execFileSync('make', ['build'], settings);
  execFileSync('npx', ['tsc', '-p', 'tests/bench/tsconfig.json'], settings);
}

/** Our server as in production, with its log discarded by the system. */
export function ourServer(
  name: string,
  plan: Plan,
  logLevel: string,
  nodeOptions: readonly string[] = [],
): ServerSettings {
  return {
    name,
    command: [...nodeOptions, 'bin/iyo.cjs', 'serve'],
    environment: {
      NODE_ENV: 'production',
      DATABASE_URL: plan.databaseUrl,
      IYO_DATABASE_POOL: String(plan.poolSize),
      IYO_PUBLIC_URL: 'https://bench.example',
      IYO_ENCRYPTION_KEYS: encryptionKey.toString('base64'),
      IYO_SMTP_HOST: '127.0.0.1',
      IYO_LOG_LEVEL: logLevel,
      IYO_DRAIN_SECONDS: '0',
      IYO_WORKERS: '1',
    },
    readyPath: '/readyz',
  };
}

/** The same server with several processes behind one port. */
export function withWorkers(settings: ServerSettings, count: number): ServerSettings {
  return { ...settings, environment: { ...settings.environment, IYO_WORKERS: String(count) } };
}

export function baseline(
  kind: 'express' | 'fastify' | 'node' | 'signing',
  name: string,
  plan: Plan,
): ServerSettings {
  return {
    name,
    command: [`dist/bench/baseline-${kind}.js`],
    environment: { NODE_ENV: 'production', BENCH_PLAN: JSON.stringify(plan) },
    readyPath: '/healthz',
  };
}

export function providerServer(plan: ProviderPlan): ServerSettings {
  return {
    name: 'node-oidc-provider',
    command: ['dist/bench/provider.js'],
    environment: { NODE_ENV: 'production', BENCH_PROVIDER: JSON.stringify(plan) },
    readyPath: '/.well-known/openid-configuration',
  };
}

/** @throws Error with the output of the process when it ends instead of getting ready */
export async function startServer(settings: ServerSettings, prefix: readonly string[]): Promise<Server> {
  const port = await freePort();
  const started = performance.now();
  const [program = '', ...rest] = [...prefix, process.execPath, ...settings.command];
  const child = spawn(program, rest, {
    cwd: root,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), ...settings.environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = `http://127.0.0.1:${port}`;
  await ready(child, settings, url);
  return {
    name: settings.name,
    pid: child.pid ?? 0,
    url,
    readyAfterMs: performance.now() - started,
    stop: () => stop(child),
  };
}

/** Runs servers side by side until the work is done. */
export async function withServers(
  settings: readonly ServerSettings[],
  prefix: readonly string[],
  work: (servers: readonly Server[]) => Promise<void>,
): Promise<void> {
  const servers: Server[] = [];
  try {
    for (const each of settings) servers.push(await startServer(each, prefix));
    await work(servers);
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function ready(child: ChildProcess, { name, readyPath }: ServerSettings, url: string): Promise<void> {
  const lastWords: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => lastWords.push(text));
  const deadline = performance.now() + 30_000;
  while (!(await isReady(`${url}${readyPath}`))) {
    if (child.exitCode !== null) throw new Error(`${name} ended: ${lastWords.join('')}`);
    if (performance.now() > deadline) throw new Error(`${name} does not get ready: ${lastWords.join('')}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
