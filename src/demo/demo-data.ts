import type { Kysely, Transaction } from 'kysely';
import { systemActor } from '../base/actor.ts';
import type { Config } from '../base/config.ts';
import { isLoopback } from '../base/loopback.ts';
import { createPasswords } from '../crypto/passwords.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { randomToken } from '../crypto/tokens.ts';
import { inTransaction } from '../db/pg-errors.ts';
import { addOrganization } from '../organizations/acts.ts';
import { addApiKey } from '../organizations/api-keys/acts.ts';
import type { Database } from '../schema.ts';
import { insertNewApiKey } from '../users/api-keys/acts.ts';
import { insertAccount, type NewAccount } from '../users/new-account.ts';
import { type DemoData, type DemoOrganization, type DemoUser, writeDemoFile } from './demo-file.ts';
import { hasNames, lockNames } from './queries.ts';

export interface DemoDependencies {
  readonly config: Config;
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly now: Date;
  /** The base URL of the server. */
  readonly url: string;
}

/** Anyone could use accounts with known passwords, so demo data exists only on a developer's own machine. */
export function allowsDemoData({ mode, listen }: Config): boolean {
  return mode === 'development' && isLoopback(listen.host);
}

type DemoAccount = Omit<NewAccount, 'passwordHash'>;

const demoAccounts: readonly DemoAccount[] = [
  {
    username: 'alice',
    firstName: 'Alice',
    lastName: 'Archer',
    emailAddress: 'alice@example.com',
    phoneNumber: '+3212345678901',
  },
  {
    username: 'bob',
    firstName: 'Bob',
    lastName: 'Baker',
    emailAddress: 'bob@example.com',
    phoneNumber: '+3212345678902',
  },
];

const keyLabel = 'demo';
/** The callback of the sample application in `examples/pet-shop`. */
const exampleCallback = 'http://127.0.0.1:8090/callback';
const passwordBytes = 12;

/**
 * Fills an empty database with two users and an organization, and writes what is needed to use them to
 * `demo.json`.
 * @returns undefined when the database is not empty, or the settings do not allow demo data
 */
export async function createDemoData(deps: DemoDependencies): Promise<DemoData | undefined> {
  const { config, db } = deps;
  if (!allowsDemoData(config) || (await hasNames(db))) return undefined;
  const accounts = await withPasswords(config);
  return inTransaction(db, async (trx) => {
    await lockNames(trx);
    if (await hasNames(trx)) return undefined;
    const users = await addUsers(trx, deps, accounts);
    const data = { url: deps.url, users, organizations: await addOrganizations(trx, deps) };
    // Written before the commit: accounts without known passwords would be useless, while an outdated file
    // does no harm.
    await writeDemoFile(config.dataDir, data);
    return data;
  });
}

type Account = NewAccount & { readonly password: string };

/** Hashing is slow on purpose, so it happens before the transaction. */
async function withPasswords({ passwords: { cost } }: Config): Promise<Account[]> {
  const passwords = createPasswords({ cost });
  return Promise.all(
    demoAccounts.map(async (account) => {
      const password = randomToken(passwordBytes);
      return { ...account, password, passwordHash: await passwords.hash(password) };
    }),
  );
}

async function addUsers(
  trx: Transaction<Database>,
  { sealing, now }: DemoDependencies,
  accounts: readonly Account[],
): Promise<DemoUser[]> {
  const users: DemoUser[] = [];
  for (const { password, ...account } of accounts) {
    const { username } = account;
    await insertAccount(trx, account, now);
    const named = { username, label: keyLabel };
    const { key, secret } = await insertNewApiKey(trx, { sealing, keepsSecrets: true }, named, now);
    users.push({ username, password, applicationid: key.applicationId, apikey: secret });
  }
  return users;
}

async function addOrganizations(
  trx: Transaction<Database>,
  { sealing, now }: DemoDependencies,
): Promise<DemoOrganization[]> {
  const actor = systemActor(now);
  const owner = 'alice';
  const globalid = await addOrganization(trx, actor, { globalid: 'petshop', owner });
  await addOrganization(trx, actor, { globalid: `${globalid}.finance`, parent: globalid, owner });
  const { label, secret } = await addApiKey(trx, { sealing, keepsSecrets: true }, actor, {
    globalid,
    label: keyLabel,
    callbackUrl: exampleCallback,
    allowsClientCredentials: true,
  });
  return [{ globalid, label, secret }];
}
