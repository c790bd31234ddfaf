import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createSealing } from '../../src/crypto/sealing.ts';
import { type DatabaseHandle, openDatabase } from '../../src/db/connection.ts';
import { insertNewApiKey } from '../../src/users/api-keys/acts.ts';
import { insertUser } from '../../src/users/queries.ts';
import { testKey } from '../support/app.ts';
import { copyTemplate, dropDatabase, templateFromEnvironment } from '../support/template.ts';
import { buildServer, type Line, type ServerProcess, serve } from './server-process.ts';

const template = templateFromEnvironment();
/** The embedded database allows one process only. */
const onPostgres = template.kind === 'postgres' ? describe : describe.skip;
const patience = 120_000;

let url: string;
let database: DatabaseHandle;
let client: { readonly id: string; readonly secret: string };
const running: ServerProcess[] = [];

async function stop(servers: readonly ServerProcess[]): Promise<void> {
  for (const server of servers) server.signal('SIGKILL');
  await Promise.all(servers.map(({ ended }) => ended));
}

function start(variables: Readonly<Record<string, string>> = {}): ServerProcess {
  const server = serve({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: url,
    IYO_ENCRYPTION_KEYS: testKey.toString('base64'),
    IYO_WORKERS: '2',
    ...variables,
  });
  running.push(server);
  return server;
}

/** Each request has a separate connection; the workers get them in turn. */
async function askEach(address: string, init: RequestInit = {}): Promise<number[]> {
  const statuses: number[] = [];
  for (let count = 0; count < 4; count += 1) {
    const response = await fetch(address, { ...init, headers: { ...init.headers, Connection: 'close' } });
    await response.arrayBuffer();
    statuses.push(response.status);
  }
  return statuses;
}

async function post(address: string, form: Record<string, string>): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { Connection: 'close' },
  });
}

/** The process may have ended just before. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

const workersIn = (lines: readonly Line[]) =>
  [...new Set(lines.flatMap(({ worker }) => worker ?? []))].sort();
const warnings = (lines: readonly Line[]) => lines.filter(({ level }) => level >= 40);

onPostgres('several workers behind one port', () => {
  beforeAll(async () => {
    if (template.kind !== 'postgres') return;
    await buildServer();
    url = await copyTemplate(template);
    database = await openDatabase({ url, poolSize: 2 });
    const now = new Date();
    await database.db
      .transaction()
      .execute((trx) => insertUser(trx, 'alice', { firstName: 'Alice', lastName: 'Test' }, now));
    const deps = { sealing: createSealing([testKey]), keepsSecrets: true };
    const { key, secret } = await insertNewApiKey(
      database.db,
      deps,
      { username: 'alice', label: 'main' },
      now,
    );
    client = { id: key.applicationId, secret };
  }, patience);
  afterEach(() => stop(running.splice(0)));
  afterAll(async () => {
    await database?.close();
    if (template.kind === 'postgres') await dropDatabase(template.serverUrl, url);
  });

  test(
    'share the requests, add up their metrics, and know at once what one of them revoked',
    async () => {
      const server = start({ IYO_METRICS_ADDRESS: '127.0.0.1:0' });
      const { url: base, workers } = await server.printed('ready');
      expect(workers).toBe(2);
      expect(await askEach(`${base}/version`)).toEqual([200, 200, 200, 200]);
      const credentials = { client_id: client.id, client_secret: client.secret };
      const grant = { grant_type: 'client_credentials', ...credentials };
      const opaque = (await (await post(`${base}/v1/oauth/access_token`, grant)).json()).access_token;
      const jwt = await (
        await post(`${base}/v1/oauth/access_token`, { ...grant, response_type: 'id_token' })
      ).text();
      for (const token of [opaque, jwt]) {
        const headers = { Authorization: `bearer ${token}` };
        expect(await askEach(`${base}/api/users/alice`, { headers })).toEqual([200, 200, 200, 200]);
        expect((await post(`${base}/v1/oauth/revoke`, { token, ...credentials })).status).toBe(200);
        expect(await askEach(`${base}/api/users/alice`, { headers })).toEqual([401, 401, 401, 401]);
      }
      const { url: metrics } = await server.printed('metrics');
      const figures = await (await fetch(String(metrics))).text();
      expect(figures).toMatch(
        /^http_server_request_duration_seconds_count\{method="GET",route="\/version",status="200"\} 4$/m,
      );
      expect(figures).toMatch(/^iyo_workers 2$/m);
      server.signal('SIGTERM');
      expect(await server.ended).toBe(0);
      expect(workersIn(server.lines())).toEqual([1, 2]);
      expect(warnings(server.lines())).toEqual([]);
      expect(server.lines().filter(({ msg }) => msg === 'ready')).toHaveLength(1);
    },
    patience,
  );

  test(
    'are replaced when they die; requests go on',
    async () => {
      const server = start();
      const { url: base } = await server.printed('ready');
      const [victim = 0] = server.children();
      kill(victim);
      expect(await server.printed('a worker ended and is being replaced')).toMatchObject({
        signal: 'SIGKILL',
      });
      expect(await askEach(`${base}/version`)).toEqual([200, 200, 200, 200]);
      while (server.children().length < 2) await sleep(20);
      server.signal('SIGTERM');
      expect(await server.ended).toBe(0);
    },
    patience,
  );

  test(
    'are abandoned when they die repeatedly, with a message and exit code 1',
    async () => {
      const server = start();
      await server.printed('ready');
      const killAll = setInterval(() => {
        for (const child of server.children()) kill(child);
      }, 20);
      const last = await server.printed('workers end again and again: 6 in a row lived less than a minute');
      clearInterval(killAll);
      expect(last.level).toBe(60);
      expect(await server.ended).toBe(1);
    },
    patience,
  );

  test(
    'are no longer ready after SIGTERM, but respond during the drain time',
    async () => {
      const server = start({ IYO_DRAIN_SECONDS: '2' });
      const { url: base } = await server.printed('ready');
      server.signal('SIGTERM');
      await server.printed('stopping');
      await sleep(500);
      expect(await askEach(`${base}/readyz`)).toEqual([503, 503, 503, 503]);
      expect(await askEach(`${base}/version`)).toEqual([200, 200, 200, 200]);
      expect(await server.ended).toBe(0);
      await expect(fetch(`${base}/version`)).rejects.toThrow();
      expect(warnings(server.lines())).toEqual([]);
    },
    patience,
  );

  test(
    'do not start on a taken port: one message, exit code 1',
    async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()));
      const { port } = other.address() as AddressInfo;
      const server = start({ PORT: String(port) });
      expect(await server.ended).toBe(1);
      expect(warnings(server.lines())).toEqual([
        { level: 100, msg: expect.stringContaining(`127.0.0.1:${port} is already in use`) },
      ]);
      other.close();
    },
    patience,
  );

  test.each([
    ['1', 'opening the database'],
    ['1', 'protocol profile'],
    ['2', 'opening the database'],
    ['2', 'protocol profile'],
  ])(
    'with %s: SIGTERM during the start, after "%s", ends it quietly',
    async (workers, msg) => {
      const server = start({ IYO_WORKERS: workers });
      await server.printed(msg);
      server.signal('SIGTERM');
      expect(await server.ended).toBe(0);
      const lines = server.lines();
      expect(warnings(lines)).toEqual([]);
      expect(lines.findIndex((line) => line.msg === 'ready')).toBeLessThan(
        lines.findIndex((line) => line.msg === 'stopping'),
      );
    },
    patience,
  );
});
