import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import parse, { type Family } from 'parse-prometheus-text-format';
import { readConfig } from '../../src/base/config.ts';
import { createLog } from '../../src/base/log.ts';
import { type RunningServer, startServer } from '../../src/server.ts';

let server: RunningServer;
let address: string;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'iyo-metrics-'));
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

/** Of the labels, in their order: method, route, status. */
const valuesOf = (labels: string) => [...labels.matchAll(/\w+="([^"]*)"/g)].map(([, value]) => value);

async function read(): Promise<Map<string, Family>> {
  const answer = await fetch(address);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('version=0.0.4'),
  ]);
  return new Map(parse(await answer.text()).map((family) => [family.name, family]));
}

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

  test('tell how much waits in the outbox, for how long, by channel', async () => {
    const { db } = server.database;
    const message = {
      message_id: '5f0c6c1e-6c1d-4c3b-9d6e-0c5a4f1b2a3d',
      channel: 'mail' as const,
      recipient: 'ada@company.com',
      template: 'emailCode',
      language: 'en',
      created_at: new Date(Date.now() - 3_600_000),
      available_at: new Date(Date.now() + 3_600_000),
      sealed_content: Buffer.from('sealed'),
    };
    await db.insertInto('outbox_messages').values(message).execute();
    const families = await read();
    const labels = { channel: 'mail', state: 'waiting' };
    expect(families.get('iyo_outbox_messages')?.metrics).toEqual([{ value: '1', labels }]);
    const [age] = families.get('iyo_outbox_oldest_message_age_seconds')?.metrics ?? [];
    expect(Number(age?.value)).toBeGreaterThan(3_599);
    await db.deleteFrom('outbox_messages').execute();
    expect((await read()).get('iyo_outbox_messages')?.metrics).toEqual([]);
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
