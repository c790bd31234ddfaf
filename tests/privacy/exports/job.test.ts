import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { systemActor } from '../../../src/base/actor.ts';
import { createLog } from '../../../src/base/log.ts';
import { createSealing, type Sealing } from '../../../src/crypto/sealing.ts';
import { inTransaction } from '../../../src/db/pg-errors.ts';
import { cleanUp } from '../../../src/jobs/cleanup.ts';
import type { JobRunner } from '../../../src/jobs/runner.ts';
import { requestExport } from '../../../src/privacy/exports/acts.ts';
import { storeArchive } from '../../../src/privacy/exports/archive-storage.ts';
import { createExports, maximumAttempts } from '../../../src/privacy/exports/job.ts';
import { ArchiveLost, claimExport, markExportReady } from '../../../src/privacy/exports/queries.ts';
import { openTestApp, type TestApp, testKey, testUrl } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { exportRows } from './exporting.ts';

let app: TestApp;
let username: string;
let email: string;
let people = 0;
const sealing = createSealing([testKey]);

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('account_exports').execute();
  ({ username, email } = await newPerson());
});

async function newPerson() {
  people += 1;
  const address = `person${people}@company.com`;
  return { ...(await newUser(app, { email: address })), email: address };
}

const nothing = () => undefined;

/** Requests an export without waking the job. */
function newExport(name = username): Promise<string> {
  const deps = { db: app.database.db, wakeExports: nothing };
  return requestExport(deps, systemActor(app.clock.now()), { username: name, language: 'en' });
}

async function work(exports: Pick<JobRunner, 'wake' | 'settled'>): Promise<void> {
  exports.wake();
  await exports.settled();
  await app.deliveries.settled();
}

/** Another server, whose encryption can be made to fail. */
function newServer(own: Partial<Sealing> = {}): JobRunner {
  const { clock, database } = app;
  const log = createLog({ level: 'silent', format: 'json' });
  const queueMail = async () => undefined;
  const parts = { db: database.db, clock, publicUrl: testUrl, queueMail, log };
  return createExports({ ...parts, sealing: { ...sealing, ...own } });
}

function claim() {
  const now = app.clock.now();
  return claimExport(app.database.db, { now, until: new Date(now.getTime() + 60_000) });
}

const storage = () => ({ db: app.database.db, sealing, until: () => app.clock.now() });
const rows = () => exportRows(app, username);
const mails = () => app.senders.mails.filter(({ to }) => to.includes(email)).length;
const chunk = new Uint8Array(1_000_000);

async function* chunks(between: () => Promise<unknown>): AsyncGenerator<Uint8Array> {
  yield chunk;
  await between();
  yield chunk;
}

describe('an export', () => {
  test('is created by one of several servers, whichever is woken', async () => {
    const names = [username];
    for (let more = 0; more < 5; more += 1) names.push((await newPerson()).username);
    for (const name of names) await newExport(name);
    const beside = await openTestApp({}, app);
    await Promise.all([app, beside, app, beside].map(({ exports }) => work(exports)));
    await beside.deliveries.settled();
    const made = await app.database.db.selectFrom('account_exports').selectAll().execute();
    expect(made.map(({ attempts, ready_at }) => [attempts, ready_at !== null])).toEqual(
      names.map(() => [1, true]),
    );
    const notices = [...app.senders.mails, ...beside.senders.mails].filter(
      ({ subject }) => subject === 'Your data is ready to download',
    );
    expect(notices).toHaveLength(names.length);
    await beside.close();
  });

  test('of a dead server is taken over when its lease ends, from the start', async () => {
    await newExport();
    const dead = await claim();
    if (!dead) throw new Error('nothing to claim');
    await storeArchive(
      storage(),
      dead,
      chunks(async () => undefined),
    );
    await app.database.db
      .updateTable('account_exports')
      .set({ claimed_until: new Date(app.clock.now().getTime() + 1000) })
      .where('archive_id', '=', dead.archiveId)
      .execute();
    await work(app.exports);
    expect((await rows()).row?.ready_at).toBeNull();
    app.clock.advance(1);
    await work(app.exports);
    const { row, parts } = await rows();
    expect(row).toMatchObject({ attempts: 2, ready_at: app.clock.now() });
    expect(parts).toEqual([{ archive_id: row?.archive_id, position: 1 }]);
    expect(mails()).toBe(1);
  });

  test('is lost by a server that was presumed dead: it can neither add to it nor end it', async () => {
    await newExport();
    const slow = await claim();
    if (!slow) throw new Error('nothing to claim');
    const takeOver = async () => {
      app.clock.advance(61);
      await work(app.exports);
    };
    await expect(storeArchive(storage(), slow, chunks(takeOver))).rejects.toThrow(ArchiveLost);
    const ended = { now: app.clock.now(), expiresAt: app.clock.now(), size: 7 };
    const isEnded = inTransaction(app.database.db, (trx) => markExportReady(trx, slow, ended));
    expect(await isEnded).toBe(false);
    const { row, parts } = await rows();
    expect(parts).toEqual([{ archive_id: row?.archive_id, position: 1 }]);
    expect(row?.size).not.toBe('7');
  });

  test('is released by a stopping server, and created by the next', async () => {
    await newExport();
    const stopping = newServer();
    stopping.wake();
    await stopping.close();
    expect((await rows()).row).toMatchObject({ attempts: 0, claimed_until: null, ready_at: null });
    await work(app.exports);
    expect((await rows()).row?.ready_at).toEqual(app.clock.now());
  });

  test('keeps its claim while it is stored, in sealed parts', async () => {
    await newExport();
    const claimed = await claim();
    if (!claimed) throw new Error('nothing to claim');
    const until = new Date(app.clock.now().getTime() + 5_000);
    const text = Buffer.from('the quiet river bends');
    const content = chunks(async () => undefined);
    const bytes = await storeArchive(
      { ...storage(), until: () => until },
      claimed,
      (async function* () {
        yield text;
        yield* content;
      })(),
    );
    expect(bytes).toBe(2_000_000 + text.length);
    expect((await rows()).row?.claimed_until).toEqual(until);
    const parts = await app.database.db.selectFrom('account_export_parts').select('sealed_content').execute();
    expect(parts).toHaveLength(2);
    expect(parts.some(({ sealed_content }) => sealed_content.includes(text))).toBe(false);
  });

  test('is retried at growing intervals, and fails in the end', async () => {
    await newExport();
    const broken = newServer({
      seal() {
        throw new Error('no key');
      },
    });
    await work(broken);
    await work(broken);
    expect((await rows()).row).toMatchObject({ attempts: 1, claimed_until: null, failed_at: null });
    for (let attempt = 2; attempt <= maximumAttempts; attempt += 1) {
      app.clock.advance(60 * 4 ** (attempt - 2));
      await work(broken);
      expect((await rows()).row?.attempts).toBe(attempt);
    }
    expect((await rows()).row).toMatchObject({ failed_at: app.clock.now(), size: null });
    expect([(await rows()).parts, mails()]).toEqual([[], 0]);
    app.clock.advance(100_000);
    await work(app.exports);
    expect((await rows()).row?.ready_at).toBeNull();
    expect(await newExport()).toBe('requested');
  });
});

describe('nothing is left behind', () => {
  test('after three days, when the cleanup runs', async () => {
    await newExport();
    await work(app.exports);
    await cleanUp(app.database, app.clock.now());
    expect((await rows()).parts).toHaveLength(1);
    app.clock.advance(72 * 3600 + 1);
    await cleanUp(app.database, app.clock.now());
    expect(await rows()).toEqual({ row: undefined, parts: [] });
  });

  test('by an account that is erased while its export is created', async () => {
    await newExport();
    const claimed = await claim();
    if (!claimed) throw new Error('nothing to claim');
    const erase = async () => {
      const erase_at = app.clock.now();
      const row = { username, cancel_token_hash: Buffer.alloc(32), requested_at: erase_at, erase_at };
      await app.database.db.insertInto('account_deletions').values(row).execute();
      expect(await app.eraseAccounts(erase_at)).toBe(1);
    };
    await expect(storeArchive(storage(), claimed, chunks(erase))).rejects.toThrow(ArchiveLost);
    expect(await rows()).toEqual({ row: undefined, parts: [] });
  });

  test('for a closed account: none can be requested, and one in progress is not announced', async () => {
    await newExport();
    const { db } = app.database;
    await db
      .updateTable('users')
      .set({ locked_at: app.clock.now() })
      .where('username', '=', username)
      .execute();
    await db.deleteFrom('account_exports').execute();
    expect(await newExport()).toBe('closed');
    await work(app.exports);
    expect([await rows(), mails()]).toEqual([{ row: undefined, parts: [] }, 0]);
  });
});
