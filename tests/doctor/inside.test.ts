import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { systemActor } from '../../src/base/actor.ts';
import { readConfig } from '../../src/base/read-config.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { checkInside } from '../../src/doctor/checks.ts';
import { checkDatabase } from '../../src/doctor/database.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import { type DatabaseFacts, findDatabaseFacts } from '../../src/doctor/queries.ts';
import { checkSettings } from '../../src/doctor/settings.ts';
import { createFirstSigningKey, rotateSigningKey } from '../../src/tokens/key-rotation.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const sealing = createSealing([Buffer.alloc(32, 7)]);
const production = {
  NODE_ENV: 'production',
  IYO_PROFILE: 'strict',
  IYO_PUBLIC_URL: 'https://id.example.org',
  IYO_ENCRYPTION_KEYS: Buffer.alloc(32, 7).toString('base64'),
  DATABASE_URL: 'postgres://iyo:secret@db.example.org/iyo',
};
const day = 86_400_000;
let database: TestDatabase;
let offset: number;

beforeAll(async () => {
  database = await openTestDatabase();
  await createFirstSigningKey({ db: database.db, sealing }, systemActor(new Date()), 'ES384');
});

afterAll(() => database.close());

beforeEach(async () => {
  offset = 0;
  await database.db.deleteFrom('outbox_messages').execute();
  await database.db.deleteFrom('periodic_jobs').execute();
});

const clock = { now: () => new Date(Date.now() + offset) };

async function look(by = sealing): Promise<readonly Finding[]> {
  const { handle } = database;
  return checkInside({ config: readConfig(production), database: handle, sealing: by, clock });
}

const codesOf = (found: readonly Finding[], check: Finding['check']) =>
  found.filter((each) => each.check === check).map(({ code }) => code);

/** The test database may be slow, and need not survive a power failure. */
const isOfTests = (code: string) => ['slowDatabase', 'unsafeWrites', 'databaseFine'].includes(code);

describe('settings', () => {
  test('of a careful installation pass', () => {
    expect(checkSettings(readConfig(production)).map(({ code }) => code)).toEqual(['settingsFine']);
  });

  test.each([
    [{ NODE_ENV: 'development' }, 'notProduction', 'warn'],
    [{ IYO_SERVICE_HOST: '10.0.0.1' }, 'ignoredVariables', 'warn'],
    [{ DATABASE_URL: '', IYO_EMBEDDED: 'allow' }, 'embeddedInProduction', 'warn'],
    [{ IYO_TEST_ENV: 'on' }, 'testEnvironment', 'fail'],
    [{ IYO_BCRYPT_COST: '9' }, 'cheapPasswords', 'warn'],
    [{ IYO_PROFILE: 'compatible' }, 'oldProfile', 'warn'],
  ])('%j get a warning', (changes, code, severity) => {
    const found = checkSettings(readConfig({ ...production, ...changes }));
    expect(found).toMatchObject([{ code, severity }]);
  });
});

describe('the database', () => {
  test('of the tests passes', async () => {
    const found = await look();
    expect(codesOf(found, 'database').filter((code) => !isOfTests(code))).toEqual([]);
    expect(codesOf(found, 'clock')).toEqual(['clockFine']);
    expect(codesOf(found, 'messages')).toEqual(['messagesFine']);
    expect(codesOf(found, 'keys')).toEqual(['keysFine']);
  });

  test('is checked with four statements', async () => {
    expect(await database.countStatements(look)).toBe(4);
  });

  test('names the tables that its user may not write', async () => {
    const { closedTables, encoding, mayCreate } = await findDatabaseFacts(database.db);
    expect({ closedTables, encoding, mayCreate }).toEqual({
      closedTables: [],
      encoding: 'UTF8',
      mayCreate: true,
    });
  });

  const facts: DatabaseFacts = {
    version: 170_000,
    versionText: '17.0',
    encoding: 'UTF8',
    isolation: 'read committed',
    isReadOnly: false,
    maxConnections: 100,
    unsafe: [],
    mayCreate: true,
    closedTables: [],
    time: new Date(),
  };
  const status = { applied: ['0001'], pending: [], unknown: [] };
  const check = { kind: 'postgres', facts, status, milliseconds: 1, connections: 23, dataDir: '.' } as const;

  test.each([
    [{ isReadOnly: true }, 'databaseReadOnly', 'fail'],
    [{ version: 140_000 }, 'oldPostgres', 'warn'],
    [{ closedTables: ['users'] }, 'missingPrivileges', 'fail'],
    [{ mayCreate: false }, 'noSchemaPrivilege', 'warn'],
    [{ encoding: 'LATIN1' }, 'wrongEncoding', 'fail'],
    [{ isolation: 'serializable' }, 'otherIsolation', 'warn'],
    [{ unsafe: ['fsync'] }, 'unsafeWrites', 'warn'],
    [{ maxConnections: 20 }, 'fewConnections', 'warn'],
  ])('with %j does not pass', async (changes, code, severity) => {
    const found = await checkDatabase({ ...check, facts: { ...facts, ...changes } });
    expect(found).toMatchObject([{ code, severity }]);
  });

  test.each([
    [{ status: { ...status, pending: ['0002'] } }, 'schemaBehind', 'fail'],
    [{ status: { ...status, unknown: ['9999'] } }, 'schemaAhead', 'fail'],
    [{ milliseconds: 400 }, 'slowDatabase', 'warn'],
  ])('that is %j does not pass', async (changes, code, severity) => {
    expect(await checkDatabase({ ...check, ...changes })).toMatchObject([{ code, severity }]);
  });

  test('is unavailable when it does not answer, and its content is not checked', async () => {
    const other = await openTestDatabase();
    await other.close();
    const found = await checkInside({
      config: readConfig(production),
      database: other.handle,
      sealing,
      clock,
    });
    expect(codesOf(found, 'database')).toEqual(['databaseAway']);
    for (const name of ['clock', 'keys', 'messages', 'jobs'] as const)
      expect(codesOf(found, name)).toEqual(['notChecked']);
  });
});

describe('the clock', () => {
  test.each([-4_000, 4_000])('that is %d ms off fails', async (milliseconds) => {
    offset = milliseconds;
    const [found] = (await look()).filter(({ check }) => check === 'clock');
    expect(found).toMatchObject({ code: 'clockOffDatabase', severity: 'fail' });
    expect(Math.sign(Number(found?.values.seconds))).toBe(Math.sign(milliseconds));
  });
});

describe('signing keys', () => {
  test('that the encryption keys do not open fail', async () => {
    const found = await look(createSealing([randomBytes(32)]));
    expect(found.find(({ check }) => check === 'keys')).toMatchObject({
      code: 'keySealed',
      severity: 'fail',
    });
  });

  test('that have signed for long get a warning', async () => {
    offset = 400 * day;
    expect(codesOf(await look(), 'keys')).toEqual(['keyOld']);
  });

  test('that do not exist fail', async () => {
    const { db } = database;
    const rows = await db.selectFrom('signing_keys').selectAll().execute();
    await db.deleteFrom('signing_keys').execute();
    expect(codesOf(await look(), 'keys')).toEqual(['noSigningKey']);
    await db
      .insertInto('signing_keys')
      .values(rows.map((row) => ({ ...row, public_jwk: JSON.stringify(row.public_jwk) })))
      .execute();
  });

  test('show when the next one signs', async () => {
    const deps = { db: database.db, sealing };
    const { kid } = await rotateSigningKey(deps, systemActor(new Date()), 'ES384');
    const found = (await look()).filter(({ check }) => check === 'keys');
    expect(found).toMatchObject([{ code: 'keysFine' }, { code: 'keyNext', values: { kid } }]);
  });
});

describe('background work', () => {
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

  async function addMessage(changes: Readonly<Record<string, unknown>>): Promise<void> {
    await database.db
      .insertInto('outbox_messages')
      .values({
        message_id: randomBytes(8).toString('hex'),
        channel: 'mail',
        recipient: 'ada@company.com',
        template: 'emailCode',
        language: 'en',
        created_at: ago(0),
        available_at: ago(0),
        sealed_content: Buffer.from('x'),
        ...changes,
      })
      .execute();
  }

  test('is late when messages wait, and failed when some were abandoned', async () => {
    await addMessage({ created_at: ago(2) });
    expect(codesOf(await look(), 'messages')).toEqual(['messagesFine']);
    await addMessage({ created_at: ago(30) });
    await addMessage({ channel: 'sms', failed_at: ago(1) });
    const found = (await look()).filter(({ check }) => check === 'messages');
    expect(found).toMatchObject([
      { code: 'messagesAbandoned', severity: 'warn', values: { channel: 'sms', count: 1 } },
      { code: 'messagesWait', severity: 'warn', values: { channel: 'mail', count: 2, minutes: 30 } },
    ]);
  });

  test('is late when a job is due and no server takes it', async () => {
    expect(codesOf(await look(), 'jobs')).toEqual(['jobsNever']);
    const add = (name: string, due: Date) =>
      database.db.insertInto('periodic_jobs').values({ name, available_at: due }).execute();
    await add('cleanup', ago(-5));
    expect(codesOf(await look(), 'jobs')).toEqual(['jobsFine']);
    await add('erasure', ago(20));
    const found = (await look()).filter(({ check }) => check === 'jobs');
    expect(found).toMatchObject([{ code: 'jobLate', values: { name: 'erasure', minutes: 20 } }]);
  });
});
