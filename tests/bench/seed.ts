import { type Kysely, sql } from 'kysely';
import { createSealing, type Sealing } from '../../src/crypto/sealing.ts';
import { randomToken, tokenBytes } from '../../src/crypto/tokens.ts';
import { type DatabaseHandle, openDatabase } from '../../src/db/connection.ts';
import { migrateToLatest } from '../../src/db/migrate.ts';
import { makeOwnJwt } from '../../src/oauth/jwt/direct.ts';
import { readJwtRequest } from '../../src/oauth/jwt/request.ts';
import { noParameters } from '../../src/oauth/parameters.ts';
import type { Database } from '../../src/schema.ts';
import { issueAccessToken } from '../../src/tokens/access-tokens.ts';
import { secretPurposes } from '../../src/tokens/clients.ts';
import { type Grant, ownGrant } from '../../src/tokens/grant.ts';
import { createKeyRing } from '../../src/tokens/key-ring.ts';
import { ensureSigningKey } from '../../src/tokens/key-rotation.ts';
import { addSigningKey } from '../support/signing-keys.ts';
import { createDatabase, dropDatabase, uniqueDatabaseName } from '../support/template.ts';
import { type ProviderUser, seedProvider, tidyProvider } from './provider-seed.ts';
import { addClient, type SeededClient } from './seed-clients.ts';

export const encryptionKey = Buffer.alloc(32, 7);
const issuer = 'itsyouonline';
const clock = { now: () => new Date() };

/** A user with an API key, and the credentials obtained with it. */
export interface SeededUser {
  readonly username: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly token: string;
  readonly jwt: string;
  /** An organization that the user signed in to. */
  readonly client: SeededClient;
}

export interface Seed {
  readonly databaseUrl: string;
  /** No other database has this name in its name. */
  readonly databaseName: string;
  readonly postgresVersion: string;
  readonly users: readonly SeededUser[];
  readonly provider: ReadonlyMap<SeededUser, ProviderUser>;
  /** Deletes the tokens issued since, so that tables have the same size in all rounds. */
  tidy(): Promise<void>;
  drop(): Promise<void>;
}

/** A new database on the given server, migrated and filled. */
export async function seedDatabase(serverUrl: string, userCount: number): Promise<Seed> {
  const databaseUrl = await createDatabase(serverUrl, uniqueDatabaseName('bench'));
  const database = await openDatabase({ url: databaseUrl, poolSize: 2 });
  const remove = () => dropDatabase(serverUrl, databaseUrl);
  try {
    await migrateToLatest(database);
    return await fill(database, databaseUrl, userCount, remove);
  } catch (error) {
    await database.close();
    await remove();
    throw error;
  }
}

async function fill(
  { db, close }: DatabaseHandle,
  databaseUrl: string,
  userCount: number,
  remove: () => Promise<void>,
): Promise<Seed> {
  const sealing = createSealing([encryptionKey]);
  await ensureSigningKey(db, sealing, clock.now());
  await addSigningKey(db, sealing, clock.now(), 'ES256');
  const users: SeededUser[] = [];
  for (let number = 0; number < userCount; number += 1) {
    users.push(await addUser(db, sealing, `user${number}`));
  }
  const provider = await seedProvider(db, users);
  const { version, now } = await about(db);
  await sql`vacuum analyze`.execute(db);
  return {
    databaseUrl,
    databaseName: new URL(databaseUrl).pathname.slice(1),
    postgresVersion: version,
    users,
    provider,
    async tidy() {
      await tidyProvider(db);
      await db.deleteFrom('access_tokens').where('created_at', '>', now).execute();
      await sql`vacuum analyze access_tokens`.execute(db);
    },
    async drop() {
      await close();
      await remove();
    },
  };
}

/** The server's version, and the creation time of the newest seeded token. */
async function about(db: Kysely<Database>): Promise<{ version: string; now: Date }> {
  const { rows } = await sql<{ version: string; now: Date }>`select
    current_setting('server_version') as version, max(created_at) as now from access_tokens`.execute(db);
  return rows[0] ?? { version: 'unknown', now: clock.now() };
}

async function addUser(db: Kysely<Database>, sealing: Sealing, username: string): Promise<SeededUser> {
  const now = clock.now();
  const clientId = randomToken(tokenBytes.userApplicationId);
  const clientSecret = randomToken(tokenBytes.userApiKeySecret);
  const secretHash = sealing.keyedHash(clientSecret, secretPurposes.user);
  await insertUserRows(db, username, now);
  await db
    .insertInto('user_api_keys')
    .values({
      username,
      application_id: clientId,
      label: 'bench',
      secret_hash: secretHash,
      position: 1,
      created_at: now,
    })
    .execute();
  const grant = ownGrant({ kind: 'user', username, applicationId: clientId, scopes: ['user:admin'] });
  const client = await addClient(db, sealing, username, now);
  return { username, clientId, clientSecret, client, ...(await tokensOf(db, sealing, grant)) };
}

async function insertUserRows(db: Kysely<Database>, username: string, now: Date): Promise<void> {
  await db.insertInto('reserved_names').values({ name: username, kind: 'user', reserved_at: now }).execute();
  await db
    .insertInto('users')
    .values({ username, first_name: 'First', last_name: 'Last', created_at: now })
    .execute();
  const addresses = ['main', 'work', 'home'].map((label, index) => ({
    username,
    label,
    email_address: `${username}@${label}.example`,
    position: index + 1,
    created_at: now,
  }));
  await db.insertInto('user_email_addresses').values(addresses).execute();
}

async function tokensOf(
  db: Kysely<Database>,
  sealing: Sealing,
  grant: Grant,
): Promise<Pick<SeededUser, 'token' | 'jwt'>> {
  const now = clock.now();
  const { claims } = await makeOwnJwt(
    { db, tokenIssuer: issuer, refreshMaxDays: 365 },
    grant,
    readJwtRequest(noParameters, 'all'),
    now,
  );
  return {
    token: await issueAccessToken(db, grant, clock.now()),
    jwt: await createKeyRing({ db, sealing, clock }).sign(claims),
  };
}
