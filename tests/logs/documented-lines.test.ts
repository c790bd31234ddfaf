import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Migrator } from 'kysely';
import ts from 'typescript';
import { migrations } from '../../migrations/index.ts';
import { systemClock } from '../../src/base/clock.ts';
import { NotDelivered } from '../../src/base/failure.ts';
import { createLog, type Logger } from '../../src/base/log.ts';
import { readConfig } from '../../src/base/read-config.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { createSemaphore } from '../../src/crypto/semaphore.ts';
import { openDatabase } from '../../src/db/connection.ts';
import { cleanupJob } from '../../src/jobs/cleanup.ts';
import { createDeliveries } from '../../src/outbox/deliveries.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { logFailure } from '../../src/web/error-handler.ts';
import { readSourceFiles, visit } from '../structure/source-files.ts';
import { newDataDir } from '../support/data-dir.ts';
import { createTestSenders } from '../support/senders.ts';

type Line = Readonly<Record<string, unknown>> & { readonly msg: string };

const document = readFileSync('docs/logs.md', 'utf8');
const examples: Line[] = [...document.matchAll(/```json\n([^`]*)```/g)].flatMap(([, block = '']) =>
  block
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line)),
);
const listed = [...document.matchAll(/^\| `([^`]+)` \|/gm)].map(([, msg]) => msg).slice(1);

const written: Line[] = [];
let dataDir: string;

beforeAll(async () => {
  dataDir = await newDataDir();
  await undoLastMigration();
  const write = (line: string) => void written.push(JSON.parse(line));
  const log = createLog({ level: 'info', format: 'json' }, { write });
  const settings = { PORT: '0', IYO_DATA_DIR: dataDir, IYO_METRICS_ADDRESS: '127.0.0.1:0' };
  const server = await startServer(readConfig(settings), log);
  await askFor(server);
  await workInBackground(server, log);
  await beTooBusy(log);
  await server.database.close();
  await fetch(`${server.url}/api/users/ada`, { headers: { Authorization: 'bearer unknown' } });
  await server.close();
}, 120_000);

afterAll(() => rm(dataDir, { recursive: true }));

/** The server says which steps it runs; all of them take longer than the rest of this file. */
async function undoLastMigration(): Promise<void> {
  const database = await openDatabase({ dataDir });
  await new Migrator({ db: database.db, provider: { getMigrations: async () => migrations } }).migrateDown();
  await database.close();
}

async function askFor({ url }: RunningServer): Promise<void> {
  await fetch(`${url}/api/users/ada-secret?lang=nl`);
  await fetch(`${url}/api/users/ada-secret`, { headers: { Authorization: 'bearer token-secret' } });
}

async function workInBackground({ database: { db }, encryptionKeys }: RunningServer, log: Logger) {
  const sealing = createSealing(encryptionKeys);
  const failing = async (): Promise<never> => {
    throw new NotDelivered('mail_unavailable', { reason: 'ETIMEDOUT' });
  };
  const senders = { ...createTestSenders(), mail: { send: failing } };
  const sendLogout = async () => undefined;
  const deliveries = createDeliveries({ db, clock: systemClock, sealing, senders, sendLogout, log });
  for (const attempts of [0, 7]) {
    const id = randomUUID();
    const about = { channel: 'mail', recipient: 'ada-secret@company.com', template: 'emailCode' } as const;
    const content = sealing.seal(JSON.stringify({ message: {} }), `outbox_message:${id}`);
    const times = { created_at: new Date(0), available_at: new Date(0) };
    const row = { ...about, ...times, message_id: id, language: 'en', sealed_content: content, attempts };
    await db.insertInto('outbox_messages').values(row).execute();
    deliveries.wake('mail');
    await deliveries.settled();
  }
  const now = new Date();
  await db.insertInto('rate_limits').values({ key: 'old', expire: '1' }).execute();
  const piece = { name: 'cleanup', attempts: 1, claimedAt: now, claimedUntil: now };
  await cleanupJob({ db, log }).run(piece, new AbortController().signal);
}

async function beTooBusy(log: Logger): Promise<void> {
  const places = createSemaphore({ name: 'password hashing', width: 0, maxQueue: 0 });
  const refusal = await places.run(async () => {}).catch((error: unknown) => error);
  logFailure(refusal, log.child({ requestId: randomUUID() }));
}

/** The type of each member of a line; of an error, whether it has at least the usual members. */
function shapeOf(line: Line): Record<string, unknown> {
  const shape = Object.entries(line).map(([name, value]) => {
    if (name === 'err') return [name, ['type', 'message', 'stack'].every((each) => each in Object(value))];
    return [name, Array.isArray(value) ? 'list' : typeof value];
  });
  return Object.fromEntries(shape);
}

describe('docs/logs.md', () => {
  const messages = messagesInSource();

  test.each(examples.map((example) => [example.msg, example] as const))(
    'has "%s" as the server writes it',
    (msg, example) => {
      const found = written.filter((line) => line.msg === msg && line.level === example.level);
      expect(found.length).toBeGreaterThan(0);
      const shapes = found.map(shapeOf);
      expect(shapes).toContainEqual(shapeOf(example));
      const fitting =
        found[shapes.findIndex((shape) => Object.keys(shape).length === Object.keys(example).length)];
      expect(Object.keys(fitting ?? {})).toEqual(Object.keys(example));
    },
  );

  test('names every line that the server may write', () => {
    const known = new Set([...examples.map(({ msg }) => msg), ...listed]);
    expect(messages.length).toBeGreaterThan(25);
    expect(messages.filter((msg) => !known.has(msg))).toEqual([]);
  });

  test('names no line that it does not write', () => {
    const known = new Set(messages);
    const named = [...examples.map(({ msg }) => msg), ...listed];
    expect(named.filter((msg) => !known.has(msg ?? ''))).toEqual([]);
  });
});

// promise: anonymous-metrics
test('lines have neither names of users nor secrets', () => {
  expect(written.length).toBeGreaterThan(10);
  expect(JSON.stringify(written)).not.toMatch(/ada-secret|token-secret/);
  const requests = written.filter(({ msg }) => msg === 'request');
  for (const { network } of requests) expect(network).toMatch(/^(127\.0\.0\.0\/24|0:0:0::\/48)$/);
});

/** Messages in calls of a log: the last argument, if it is a string literal. */
function messagesInSource(): string[] {
  const found: string[] = [];
  for (const { tree } of readSourceFiles((text) => /\.\s*(info|warn|error|fatal)\b/.test(text)))
    visit(tree, (node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
      const { expression, name } = node.expression;
      const last = node.arguments.at(-1);
      if (
        !/(^|\.)(log|accessLog)$/.test(expression.getText()) ||
        !/^(info|warn|error|fatal)$/.test(name.text)
      )
        return;
      if (last && ts.isStringLiteral(last)) found.push(last.text);
    });
  return found;
}
