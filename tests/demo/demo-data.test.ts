import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/base/read-config.ts';
import { createPasswords } from '../../src/crypto/passwords.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { allowsDemoData, createDemoData, type DemoDependencies } from '../../src/demo/demo-data.ts';
import type { DemoData } from '../../src/demo/demo-file.ts';
import { firstSteps } from '../../src/demo/first-steps.ts';
import { findOrganizationDetails } from '../../src/organizations/queries.ts';
import { findClient } from '../../src/tokens/client-queries.ts';
import { findPassword } from '../../src/users/password-queries.ts';
import { listUsers } from '../../src/users/queries.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const sealing = createSealing([Buffer.alloc(32, 3)]);

let database: TestDatabase;
let dataDir: string;

async function openAll(): Promise<void> {
  database = await openTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'iyo-demo-'));
}

async function closeAll(): Promise<void> {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
}

function deps(variables: Readonly<Record<string, string>> = {}): DemoDependencies {
  const own = { NODE_ENV: 'development', IYO_DATA_DIR: dataDir, IYO_BCRYPT_COST: '4' };
  return {
    config: readConfig({ ...own, ...variables }),
    db: database.db,
    sealing,
    now: new Date(),
    url: 'http://127.0.0.1:8080',
  };
}

const demoFile = () => join(dataDir, 'demo.json');
const written = (): DemoData => JSON.parse(readFileSync(demoFile(), 'utf8'));

describe('demo data on an empty database', () => {
  beforeEach(openAll);
  afterEach(closeAll);

  test('are written to demo.json, which only its owner can read', async () => {
    writeFileSync(demoFile(), 'left by someone else', { mode: 0o644 });
    const made = await createDemoData(deps());
    expect(written()).toEqual(made);
    expect(statSync(demoFile()).mode & 0o777).toBe(0o600);
    expect(Object.keys(written())).toEqual(['url', 'users', 'organizations']);
  });

  test('have users whose passwords and API keys work', async () => {
    await createDemoData(deps());
    const { users } = written();
    expect(users.map(({ username }) => username)).toEqual(['alice', 'bob']);
    const passwords = createPasswords({ cost: 4 });
    for (const { username, password, applicationid, apikey } of users) {
      const stored = await findPassword(database.db, username);
      expect((await passwords.verify(password, stored?.password_hash)).matches).toBe(true);
      const client = await findClient(database.db, sealing, applicationid, apikey, new Date());
      expect(client).toMatchObject({ kind: 'user', username });
    }
  });

  test('have a confirmed address and number for each user', async () => {
    await createDemoData(deps());
    for (const table of ['validated_email_addresses', 'validated_phone_numbers'] as const) {
      const owners = await database.db.selectFrom(table).select('username').orderBy('username').execute();
      expect(owners).toEqual([{ username: 'alice' }, { username: 'bob' }]);
    }
  });

  test('have an organization of alice, a suborganization, and an API key for client credentials', async () => {
    await createDemoData(deps());
    const petshop = await findOrganizationDetails(database.db, 'petshop');
    expect(petshop).toMatchObject({ owners: ['alice'], members: [], includes: ['petshop.finance'] });
    const [{ globalid, secret } = { globalid: '', secret: '' }] = written().organizations;
    expect(await findClient(database.db, sealing, globalid, secret, new Date())).toMatchObject({
      kind: 'organization',
      globalid: 'petshop',
      allowsClientCredentials: true,
    });
  });

  // promise: asvs-6.3.2
  test('differ from one installation to the next', async () => {
    await createDemoData(deps());
    const first = JSON.stringify(written().users.map(({ password, apikey }) => [password, apikey]));
    const other = await openTestDatabase();
    await createDemoData({ ...deps(), db: other.db });
    await other.close();
    expect(JSON.stringify(written().users.map(({ password, apikey }) => [password, apikey]))).not.toBe(first);
  });

  test('are created once by servers that start together', async () => {
    const made = await Promise.all([createDemoData(deps()), createDemoData(deps())]);
    expect(made.filter((data) => data !== undefined)).toHaveLength(1);
    expect(written()).toEqual(made.find((data) => data !== undefined));
  });
});

describe('demo data are not created', () => {
  beforeEach(openAll);
  afterEach(closeAll);

  async function expectNothingMade(variables?: Readonly<Record<string, string>>): Promise<void> {
    const before = await listUsers(database.db, 10);
    expect(await createDemoData(deps(variables))).toBeUndefined();
    expect(await listUsers(database.db, 10)).toEqual(before);
  }

  test('a second time', async () => {
    await createDemoData(deps());
    const before = readFileSync(demoFile(), 'utf8');
    await expectNothingMade();
    expect(readFileSync(demoFile(), 'utf8')).toBe(before);
  });

  test('where there were users before, even if all are gone', async () => {
    const name = { name: 'carol', kind: 'user', reserved_at: new Date() } as const;
    await database.db.insertInto('reserved_names').values(name).execute();
    await expectNothingMade();
    expect(() => written()).toThrow('ENOENT');
  });

  test('when others can reach the server', async () => {
    await expectNothingMade({ HOST: '0.0.0.0' });
    expect(() => written()).toThrow('ENOENT');
  });

  // promise: asvs-6.3.2
  test('outside of development', async () => {
    await expectNothingMade({ NODE_ENV: 'test' });
    const production = {
      IYO_PUBLIC_URL: 'https://id.example.com',
      DATABASE_URL: 'postgres://127.0.0.1/iyo',
      IYO_ENCRYPTION_KEYS: Buffer.alloc(32).toString('base64'),
      IYO_SMTP_HOST: 'mail.example.com',
    };
    await expectNothingMade({ NODE_ENV: 'production', ...production });
    expect(() => written()).toThrow('ENOENT');
  });
});

describe('demo data are allowed', () => {
  const allows = (variables: Readonly<Record<string, string>>) => allowsDemoData(readConfig(variables));

  test.each(['127.0.0.1', 'localhost', '::1', '127.0.0.53'])('in development on %s', (host) => {
    expect(allows({ HOST: host })).toBe(true);
    expect(allows({ HOST: host, NODE_ENV: 'test' })).toBe(false);
  });

  test.each(['0.0.0.0', '::', '192.168.1.10', '127.example.com', 'localhost.example.com'])(
    'in no mode on %s',
    (host) => {
      expect(allows({ HOST: host })).toBe(false);
    },
  );
});

test('the first steps are three commands with all they need and no password', () => {
  const commands = firstSteps({
    url: 'http://127.0.0.1:8080',
    users: [{ username: 'alice', password: 'pass-word', applicationid: 'app-id', apikey: 'api-key' }],
    organizations: [{ globalid: 'petshop', label: 'demo', secret: 'org-secret' }],
  });
  const secrets = ['client_secret=api-key', 'client_secret=api-key', 'client_secret=org-secret'];
  expect(commands).toEqual(secrets.map((secret) => expect.stringContaining(secret)));
  expect(commands.map((command) => /'(\S+)'$/.exec(command)?.[1])).toEqual([
    'http://127.0.0.1:8080/v1/oauth/access_token',
    'http://127.0.0.1:8080/api/users/alice',
    'http://127.0.0.1:8080/api/organizations/petshop',
  ]);
  expect(commands.join()).not.toContain('pass-word');
});
