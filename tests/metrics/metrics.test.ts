import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Transaction } from 'kysely';
import parse, { type Family } from 'parse-prometheus-text-format';
import { parse as parseYaml } from 'yaml';
import { recordEvent } from '../../src/audit/record-event.ts';
import { type Actor, systemActor } from '../../src/base/actor.ts';
import { systemClock } from '../../src/base/clock.ts';
import { createLog } from '../../src/base/log.ts';
import { readConfig } from '../../src/base/read-config.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import type { Database } from '../../src/schema.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { createKeyRing } from '../../src/tokens/key-ring.ts';
import { newDataDir } from '../support/data-dir.ts';

let server: RunningServer;
let address: string;
let dataDir: string;

beforeAll(async () => {
  dataDir = await newDataDir();
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'json' }, { write: (line) => void lines.push(line) });
  const settings = {
    PORT: '0',
    IYO_DATA_DIR: dataDir,
    IYO_METRICS_ADDRESS: '127.0.0.1:0',
    IYO_BCRYPT_COST: '4',
  };
  server = await startServer(readConfig(settings), log);
  address = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'metrics').url;
}, 60_000);

afterAll(async () => {
  await server.close();
  await rm(dataDir, { recursive: true });
});

/** The values of the labels, in order: method, route, status. */
const valuesOf = (labels: string) => [...labels.matchAll(/\w+="([^"]*)"/g)].map(([, value]) => value);

async function read(): Promise<Map<string, Family>> {
  const response = await fetch(address);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('version=0.0.4'),
  ]);
  return new Map(parse(await response.text()).map((family) => [family.name, family]));
}

/** By how much each sample of a family grew; samples that did not grow are left out. */
function grown(before: Family | undefined, after: Family | undefined) {
  const key = (labels: object | undefined) => JSON.stringify(labels);
  const old = new Map(before?.metrics.map(({ labels, value }) => [key(labels), Number(value)]));
  const growth = after?.metrics.map(({ labels, value }) => ({
    labels,
    value: String(Number(value) - (old.get(key(labels)) ?? 0)),
  }));
  return growth?.filter(({ value }) => value !== '0');
}

const waitingMessage = () => ({
  message_id: '5f0c6c1e-6c1d-4c3b-9d6e-0c5a4f1b2a3d',
  channel: 'mail' as const,
  recipient: 'ada@company.com',
  template: 'emailCode',
  language: 'en',
  created_at: new Date(Date.now() - 3_600_000),
  available_at: new Date(Date.now() + 3_600_000),
  sealed_content: Buffer.from('sealed'),
});

/** Names of labels with a bounded number of values. */
const bounded = [
  ...[
    'method',
    'route',
    'status',
    'le',
    'channel',
    'state',
    'algorithm',
    'grant',
    'result',
    'factor',
    'event',
  ],
  ...['job', 'outcome', 'cache', 'version', 'quantile', 'kind', 'type', 'space', 'major', 'minor', 'patch'],
];

async function writeEvents(trx: Transaction<Database>, actor: Actor): Promise<void> {
  const username = 'ada-secret';
  await recordEvent(trx, actor, 'signin.failed', { username, reason: 'password' });
  await recordEvent(trx, actor, 'factor.succeeded', { username, factor: 'totp' });
  await recordEvent(trx, actor, 'factor.failed', { username, factor: 'sms', reason: 'expired' });
  const misuse = { organization: 'shop', token: 'code', how: 'again' } as const;
  await recordEvent(trx, actor, 'token.misused', { username, ...misuse });
}

/** Retries until the check passes. */
async function eventually(check: () => Promise<void>, limit: number): Promise<void> {
  for (const end = Date.now() + limit; ; ) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** The labels of each metric; a metric without samples has none. */
function labelsByMetric(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  const labelsOf = (name: string) => known.get(name) ?? known.set(name, new Set()).get(name) ?? new Set();
  for (const [, name = ''] of text.matchAll(/^# TYPE (\w+)/gm)) labelsOf(name);
  for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? /gm))
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) labelsOf(name).add(label);
  return known;
}

function expressionsOf(file: string): string[] {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, value] of Object.entries(node))
      if (name === 'expr') found.push(String(value));
      else walk(value);
  };
  walk(parseYaml(readFileSync(`deploy/${file}`, 'utf8')));
  return found;
}

const metricName = /\b(?:http_server|iyo|nodejs|process)_\w+/g;
const metricsIn = (expression: string) => [...new Set(expression.match(metricName) ?? [])];

function selectorsIn(expression: string) {
  return [...expression.matchAll(/(\w+)\{([^}]*)\}/g)].map(([, name = '', inside = '']) => ({
    name,
    labels: [...inside.matchAll(/(\w+)\s*[=!]/g)].map(([, label = '']) => label),
  }));
}

const groupedLabels = (expression: string) =>
  [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/,\s*/));

describe('metrics', () => {
  test('count requests by their route, never by their path', async () => {
    for (const path of [
      '/api/users/ada-secret',
      '/api/users/ada-secret',
      '/nothing-of-this-name',
      '/version',
    ])
      await fetch(`${server.url}${path}`);
    await fetch(`${server.url}/version`, { method: 'PROPFIND' });
    const text = await (await fetch(address)).text();
    const lines = text.matchAll(/^http_server_request_duration_seconds_count\{(.*)\} (\d+)$/gm);
    const counts = [...lines].map(([, labels = '', count]) => [...valuesOf(labels), Number(count)]);
    expect(counts).toEqual(
      expect.arrayContaining([
        ['GET', '/api/users/{username}', '401', 2],
        ['GET', '/version', '200', 1],
        ['other', '/version', '405', 1],
      ]),
    );
    expect(text).not.toMatch(/ada-secret|nothing-of-this-name|PROPFIND/);
  });

  test('show how much waits in the outbox, for how long, by channel', async () => {
    const { db } = server.database;
    await db.insertInto('outbox_messages').values(waitingMessage()).execute();
    const families = await read();
    const labels = { channel: 'mail', state: 'waiting' };
    expect(families.get('iyo_outbox_messages')?.metrics).toEqual([{ value: '1', labels }]);
    const [age] = families.get('iyo_outbox_oldest_message_age_seconds')?.metrics ?? [];
    expect(Number(age?.value)).toBeGreaterThan(3_599);
    await db.deleteFrom('outbox_messages').execute();
    expect((await read()).get('iyo_outbox_messages')?.metrics).toEqual([]);
  });

  test('show how many webhook events wait, over all receivers', async () => {
    const { db } = server.database;
    const at = new Date();
    const webhook = { webhook_id: 'ada-secret', globalid: 'shop', url: 'https://ada-secret.example/' };
    await db
      .insertInto('webhooks')
      .values({ ...webhook, sealed_secret: Buffer.alloc(1), created_at: at })
      .execute();
    const event = { webhook_id: 'ada-secret', event_type: 'member.left', body: '{}' };
    const times = { created_at: at, available_at: at };
    await db
      .insertInto('webhook_deliveries')
      .values([
        { ...event, ...times, delivery_id: 'msg_1' },
        { ...event, ...times, delivery_id: 'msg_2', failed_at: at },
        { ...event, ...times, delivery_id: 'msg_3', delivered_at: at },
      ])
      .execute();
    const found = (await read()).get('iyo_webhook_deliveries')?.metrics;
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        { value: '1', labels: { state: 'waiting' } },
        { value: '1', labels: { state: 'abandoned' } },
      ]),
    );
    await db.deleteFrom('webhooks').execute();
  });

  test('distinguish retried messages from waiting ones', async () => {
    const { db } = server.database;
    await db
      .insertInto('outbox_messages')
      .values({ ...waitingMessage(), channel: 'sms', recipient: '+32499001122', attempts: 2 })
      .execute();
    const found = (await read()).get('iyo_outbox_messages')?.metrics;
    expect(found).toEqual([{ value: '1', labels: { channel: 'sms', state: 'retrying' } }]);
    await db.deleteFrom('outbox_messages').execute();
  });

  const token = (form: Readonly<Record<string, string>>) =>
    fetch(`${server.url}/v1/oauth/access_token`, { method: 'POST', body: new URLSearchParams(form) });

  test('count requests at the token endpoint by grant and result; unknown values are "other"', async () => {
    const client = { client_id: 'nobody', client_secret: 'secret-1' };
    await token({ ...client, grant_type: 'client_credentials' });
    await token({ ...client, grant_type: 'refresh_token', refresh_token: 'x' });
    await token({ ...client, code: 'x', redirect_uri: 'https://a.b/c' });
    await token({ ...client, grant_type: 'ada-secret' });
    const counted = (await read()).get('iyo_token_grants_total')?.metrics;
    expect(counted).toHaveLength(4);
    expect(counted).toEqual(
      expect.arrayContaining([
        { value: '1', labels: { grant: 'client_credentials', result: 'invalid_client' } },
        { value: '1', labels: { grant: 'refresh_token', result: 'invalid_client' } },
        { value: '1', labels: { grant: 'authorization_code', result: 'invalid_client' } },
        { value: '1', labels: { grant: 'other', result: 'unsupported_grant_type' } },
      ]),
    );
  });

  test('count sign-ins, second factors and misused tokens once they are committed', async () => {
    const { db } = server.database;
    const actor = systemActor(new Date());
    const write = (trx: Transaction<Database>) => writeEvents(trx, actor);
    const before = await read();
    await inTransaction(db, write);
    const rolledBack = inTransaction(db, async (trx) => {
      await write(trx);
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    const families = await read();
    // The counters belong to the process, so other tests add to them.
    const figuresOf = (name: string) => grown(before.get(name), families.get(name));
    expect(figuresOf('iyo_sign_ins_total')).toEqual([{ value: '1', labels: { result: 'password' } }]);
    // Counts of other tests affect the order.
    expect(new Set(figuresOf('iyo_second_factors_total'))).toEqual(
      new Set([
        { value: '1', labels: { factor: 'totp', result: 'succeeded' } },
        { value: '1', labels: { factor: 'sms', result: 'expired' } },
      ]),
    );
    expect(figuresOf('iyo_audit_events_total')).toContainEqual({
      value: '1',
      labels: { event: 'token.misused' },
    });
    expect(JSON.stringify([...families.values()])).not.toMatch(/ada-secret/);
  });

  test('show the age of the signing key, and runs of background work', async () => {
    const wait = { timeout: 20_000 };
    await eventually(async () => {
      const families = await read();
      const runs = families.get('iyo_job_runs_total')?.metrics ?? [];
      expect(runs).toContainEqual({ value: '1', labels: { job: 'cleanup', outcome: 'done' } });
      const [last] = families.get('iyo_job_last_success_timestamp_seconds')?.metrics ?? [];
      expect(Number(last?.value)).toBeGreaterThan(1_600_000_000);
      expect(families.get('iyo_signing_key_age_seconds')?.metrics).toEqual([
        { value: expect.any(String), labels: { algorithm: 'ES384' } },
      ]);
    }, wait.timeout);
  });

  test('count hits of the cache of verified tokens', async () => {
    const { db } = server.database;
    const sealing = createSealing(server.encryptionKeys);
    const ring = createKeyRing({ db, sealing, clock: systemClock });
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: 'itsyouonline', iat: now, exp: now + 600, username: 'ada', scope: [], jti: 'j' };
    const jwt = await ring.sign(claims);
    for (let each = 0; each < 3; each += 1)
      await fetch(`${server.url}/api/users/ada`, { headers: { Authorization: `bearer ${jwt}` } });
    const counted = (await read()).get('iyo_cache_lookups_total')?.metrics;
    expect(counted).toEqual([
      { value: '1', labels: { cache: 'verified_tokens', result: 'miss' } },
      { value: '2', labels: { cache: 'verified_tokens', result: 'hit' } },
    ]);
  });

  // promise: anonymous-metrics
  test('have labels of a few known values only', async () => {
    const text = await (await fetch(address)).text();
    const labels = new Map<string, Set<string>>();
    for (const [, name = '', value = ''] of text.matchAll(/[{,](\w+)="([^"]*)"/g))
      labels.set(name, (labels.get(name) ?? new Set()).add(value));
    const free = [...labels.keys()].filter((name) => !bounded.includes(name));
    expect(free).toEqual([]);
    for (const values of labels.values()) expect([...values].join()).not.toMatch(/@|ada|nobody|secret/);
  });

  test('are all that the files of deploy/ ask for', async () => {
    const { db } = server.database;
    const connections = () => ({ used: 1, idle: 1, waiting: 0 });
    const hashing = () => ({ running: 0, waiting: 0 });
    const onPostgres = createMetrics({
      db,
      clock: systemClock,
      connections,
      hashing,
      readsDatabase: true,
    });
    await db.insertInto('outbox_messages').values(waitingMessage()).execute();
    const text = await (await fetch(address)).text();
    const known = labelsByMetric(`${text}\n${(await onPostgres.read()).text}`);
    await db.deleteFrom('outbox_messages').execute();
    const expressions = [
      ...expressionsOf('grafana-dashboard.json'),
      ...expressionsOf('prometheus-alerts.yaml'),
    ];
    expect(expressions.length).toBeGreaterThan(25);
    for (const expression of expressions) {
      expect(metricsIn(expression).filter((name) => !known.has(name))).toEqual([]);
      for (const { name, labels } of selectorsIn(expression))
        expect(labels.filter((label) => !known.get(name)?.has(label) && label !== 'instance')).toEqual([]);
      const grouped = groupedLabels(expression);
      const offered = new Set(metricsIn(expression).flatMap((name) => [...(known.get(name) ?? [])]));
      expect(grouped.filter((label) => !offered.has(label) && label !== 'instance')).toEqual([]);
    }
  });

  test('show the hashing queue, the event loop and memory', async () => {
    const families = await read();
    const states = families.get('iyo_password_hashing_tasks')?.metrics.map(({ labels }) => labels?.state);
    expect(states).toEqual(['running', 'waiting']);
    expect([...families.keys()]).toEqual(
      expect.arrayContaining(['nodejs_eventloop_lag_seconds', 'process_resident_memory_bytes']),
    );
  });

  test('are not on the address of the server, and nothing else is on theirs', async () => {
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
    expect((await fetch(address.replace('/metrics', '/readyz'))).status).toBe(404);
    expect((await fetch(address, { method: 'POST' })).status).toBe(404);
  });
});
