import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createLog } from '../src/base/log.ts';
import { readConfig } from '../src/base/read-config.ts';
import { type RunningServer, startServer } from '../src/server.ts';
import { newDataDir } from './support/data-dir.ts';

const log = createLog({ level: 'silent', format: 'json' });
const running: RunningServer[] = [];
let dataDir: string;
let newFolder: string;

beforeAll(async () => {
  dataDir = await newDataDir();
  newFolder = await mkdtemp(join(tmpdir(), 'iyo-server-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});
afterAll(() => Promise.all([dataDir, newFolder].map((path) => rm(path, { recursive: true, force: true }))));

/** Starts a server, and stops it after the test. @returns its log */
async function linesOf(variables: Readonly<Record<string, string>>): Promise<Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line));
  const settings = readConfig({ PORT: '0', IYO_DATA_DIR: dataDir, ...variables });
  running.push(await startServer(settings, createLog({ level: 'info', format: 'json' }, { write })));
  return lines;
}

async function start(variables: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const server = await startServer(readConfig({ PORT: '0', IYO_DATA_DIR: dataDir, ...variables }), log);
  running.push(server);
  return server;
}

/** The key that the first start created. */
const encryptionKey = async () => (await readFile(join(dataDir, 'encryption.key'), 'utf8')).trim();

/** Unlike `fetch`, can send a `Host` that differs from the address. */
function statusOf(
  address: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject).end();
  });
}

describe('server process', () => {
  test('is ready when it says so, also on a new database', async () => {
    const { url } = await start({ IYO_DATA_DIR: newFolder });
    for (const path of ['/healthz', '/readyz']) {
      const response = await fetch(url + path);
      expect([path, response.status, await response.json()]).toEqual([path, 200, { status: 'ok' }]);
    }
    const version = await (await fetch(`${url}/version`)).json();
    expect(version).toEqual({
      Version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      version: expect.any(String),
    });
  }, 60_000);

  test('keeps its encryption key to its owner', async () => {
    await start();
    expect((await stat(join(dataDir, 'encryption.key'))).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['compatible', {}, {}],
    ['strict', { IYO_PROFILE: 'strict' }, {}],
    ['strict', { IYO_PROFILE: 'strict', IYO_PKCE: 'key' }, { pkce: 'key' }],
  ])('says at its start in production which profile it runs: %s', async (profile, variables, departures) => {
    const production = {
      NODE_ENV: 'production',
      IYO_EMBEDDED: 'allow',
      IYO_PUBLIC_URL: 'https://a.example',
      IYO_DRAIN_SECONDS: '0',
    };
    const lines = await linesOf({ ...production, ...variables, IYO_ENCRYPTION_KEYS: await encryptionKey() });
    const { level, time, ...said } = lines.find(({ msg }) => msg === 'protocol profile') ?? {};
    expect([level, typeof time]).toEqual([30, 'number']);
    expect(said).toEqual({ msg: 'protocol profile', profile, ...departures });
  });

  // promise: stopping
  test('lets a request in flight finish and accepts no new one', async () => {
    const { url, close } = await start();
    const body = 'grant_type=client_credentials&client_id=a&client_secret=b';
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': body.length };
    const sent = request(`${url}/v1/oauth/access_token`, { method: 'POST', headers });
    const status = new Promise((resolve, reject) => {
      sent.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
    });
    await new Promise<void>((resolve) => void sent.write(body.slice(0, 10), () => resolve()));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closed = close();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    sent.end(body.slice(10));
    expect(await status).toBe(400);
    await closed;
  });

  // promise: stopping
  test('is no longer ready, but responds, while load balancers drain it', async () => {
    const { url, close } = await start({ IYO_DRAIN_SECONDS: '1' });
    const closed = close();
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, ready.headers.get('connection'), ready.headers.get('retry-after')]).toEqual([
      503,
      'close',
      '2',
    ]);
    expect(await ready.json()).toEqual({ status: 'unavailable', failing: ['stopping'] });
    const response = await fetch(`${url}/version`);
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
    await closed;
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  // promise: stopping
  test('says so when it cannot stop in time', async () => {
    const { database, close } = await start({ IYO_STOP_SECONDS: '1' });
    let finish = () => {};
    const stuck = database.db.transaction().execute(() => new Promise<void>((resolve) => (finish = resolve)));
    await expect(close()).rejects.toThrow('could not stop within its time limit');
    finish();
    await stuck;
    running.splice(0);
    await database.close();
  });

  test('aborts its start when told to stop, and leaves nothing open', async () => {
    const settings = readConfig({ PORT: '0', IYO_DATA_DIR: dataDir });
    await expect(startServer(settings, log, AbortSignal.abort())).rejects.toThrow('aborted');
    await start();
  });

  test('does not start with encryption keys that open no signing key', async () => {
    const wrong = Buffer.alloc(32, 2).toString('base64');
    await expect(start({ IYO_ENCRYPTION_KEYS: wrong })).rejects.toThrow(
      'IYO_ENCRYPTION_KEYS has no key that opens the signing key',
    );
    await start({ IYO_ENCRYPTION_KEYS: `${wrong},${await encryptionKey()}` });
  });

  test('shows what it would have sent, as JSON and as a page whose links can be followed', async () => {
    const { url } = await start({ IYO_BCRYPT_COST: '4' });
    const outbox = (accept: string) => fetch(`${url}/dev/outbox`, { headers: { Accept: accept } });
    expect(await (await outbox('*/*')).json()).toEqual([]);
    const person = { firstname: 'Ada', lastname: 'Byron', email: 'ada@company.com', phone: '+32470000001' };
    const started = await fetch(`${url}/register/validation`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...person, password: 'the quiet river bends', langkey: 'en' }),
    });
    expect(started.status).toBe(201);
    let messages: { to: string; text: string }[] = [];
    while (messages.length === 0) messages = await (await outbox('*/*')).json();
    expect(messages).toMatchObject([{ channel: 'sms', to: '+32470000001' }]);
    const page = await (await outbox('text/html')).text();
    expect(page).toContain(`<a href="${url}/phoneregistrationvalidation?`);
  });

  // promise: loopback-only
  test.each([
    ['a name that points here', { Host: 'rebound.example' }],
    ['a proxy on this machine', { 'X-Forwarded-For': '192.0.2.7' }],
  ])('shows no messages through %s', async (_through, headers) => {
    const { url } = await start();
    expect(await statusOf(`${url}/dev/outbox`, headers)).toBe(404);
    expect(await statusOf(`${url}/healthz`, headers)).toBe(200);
    expect(await statusOf(`${url}/dev/outbox`)).toBe(200);
  });

  // promise: loopback-only
  test('with demo data does not respond under a foreign host name', async () => {
    const { url } = await start({ NODE_ENV: 'development' });
    const rebound = { Host: 'rebound.example' };
    expect(await statusOf(`${url}/healthz`, rebound)).toBe(200);
    await writeFile(join(dataDir, 'demo.json'), '{}');
    for (const path of ['/healthz', '/login', '/api/users/alice', '/v1/oauth/authorize'])
      expect([path, await statusOf(url + path, rebound)]).toEqual([path, 403]);
    expect(await statusOf(`${url}/healthz`)).toBe(200);
    await rm(join(dataDir, 'demo.json'));
  });

  // promise: loopback-only
  test('shows no messages when it can be reached from elsewhere', async () => {
    const { url } = await start({ HOST: '0.0.0.0' });
    const address = url.replace('0.0.0.0', '127.0.0.1');
    expect((await fetch(`${address}/dev/outbox`)).status).toBe(404);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  test('a second one on the same data directory fails, naming the first', async () => {
    await start();
    await expect(start()).rejects.toThrow('only one server can use it at a time');
  });
});

describe('a database that is not there', () => {
  test('prevents the start', async () => {
    const variables = { DATABASE_URL: 'postgres://127.0.0.1:1/none', IYO_DATABASE_WAIT_SECONDS: '0' };
    await expect(start(variables)).rejects.toThrow('no connection to PostgreSQL');
  });
});
