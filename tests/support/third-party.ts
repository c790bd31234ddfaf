import { randomUUID } from 'node:crypto';
import type { Insertable, Kysely } from 'kysely';
import type { SharedKind } from '../../src/consents/tables.ts';
import { hashToken, randomToken, tokenBytes } from '../../src/crypto/tokens.ts';
import type { Database } from '../../src/schema.ts';
import type { AuthorizationGrantTable } from '../../src/tokens/tables.ts';
import type { TestApp } from './app.ts';

export interface ThirdParty {
  readonly username: string;
  /** The globalid of an organization that exists. */
  readonly client: string;
  /** The scopes of the token. Default: `user:name`. */
  readonly scopes?: readonly string[];
  /** What the user's record covers, if different from the scopes; `as it is` keeps an existing record. */
  readonly shared?: readonly string[] | 'as it is';
  /** Entries of the record, for scopes with labels. */
  readonly labels?: readonly SharedLabel[];
}

export interface SharedLabel {
  readonly kind: SharedKind;
  readonly requested: string;
  readonly real: string;
  readonly canWrite?: boolean;
}

/**
 * Stores what a consent creates: the record with offline access, which replaces an existing one for the client unless
 * that stays as it is; and a token for an hour.
 * @returns the opaque token
 */
export async function newThirdPartyToken(app: TestApp, access: ThirdParty): Promise<string> {
  const { username, client, scopes = ['user:name'], shared = scopes, labels = [] } = access;
  const now = app.clock.now();
  const { db } = app.database;
  await storeRecord(db, username, client, shared, now);
  if (shared !== 'as it is') await storeLabels(db, username, client, labels);
  const token = randomToken(tokenBytes.accessToken);
  const { grant_id, organization_key_id } = await storeGrant(app, username, client);
  await db
    .insertInto('access_tokens')
    .values({
      token_hash: hashToken(token),
      grant_id,
      organization_key_id,
      username,
      client_id: client,
      granted_to: client,
      scopes: [...scopes],
      authenticated_at: now,
      created_at: now,
      expires_at: new Date(now.getTime() + 3_600_000),
    })
    .execute();
  return token;
}

/**
 * Stores what the redemption of a code creates besides tokens: a grant with the client's API key, which is created if
 * there is none. The user's record for the client must exist.
 * @param session the browser session in which the user consented
 * @returns the grant's id
 */
export async function newGrant(
  app: TestApp,
  username: string,
  client: string,
  session?: string,
): Promise<string> {
  return (await storeGrant(app, username, client, session)).grant_id;
}

async function storeGrant(
  { database: { db }, clock }: TestApp,
  username: string,
  client: string,
  session?: string,
): Promise<Insertable<AuthorizationGrantTable>> {
  const now = clock.now();
  const row = {
    grant_id: randomUUID(),
    username,
    client_id: client,
    organization_key_id: (await findKeyId(db, client)) ?? (await storeKey(db, client, now)),
    origin_session_id: session ?? null,
    created_at: now,
    last_used_at: now,
  };
  await db.insertInto('authorization_grants').values(row).execute();
  return row;
}

/** Makes a user's record for a client cover memberships; the user need not have them. */
export async function shareMemberships(
  { database: { db } }: TestApp,
  username: string,
  client: string,
  globalids: readonly string[],
): Promise<void> {
  const rows = globalids.map((globalid, index) => ({
    username,
    granted_to: client,
    relation: 'memberof' as const,
    globalid,
    position: index + 1,
  }));
  await db.insertInto('user_authorization_organizations').values(rows).execute();
}

async function findKeyId(db: Kysely<Database>, globalid: string): Promise<string | undefined> {
  const keys = db.selectFrom('organization_api_keys').select('key_id').where('globalid', '=', globalid);
  return (await keys.orderBy('created_at').limit(1).executeTakeFirst())?.key_id;
}

async function storeKey(db: Kysely<Database>, globalid: string, now: Date): Promise<string> {
  const keyId = randomUUID();
  const secretHash = hashToken(randomToken(tokenBytes.organizationSecret));
  await db
    .insertInto('organization_api_keys')
    .values({ globalid, key_id: keyId, label: 'sign-in', secret_hash: secretHash, created_at: now })
    .execute();
  return keyId;
}

async function storeRecord(
  db: Kysely<Database>,
  username: string,
  client: string,
  shared: readonly string[] | 'as it is',
  now: Date,
): Promise<void> {
  const flags = {
    shares_name: shared.includes('user:name'),
    shares_github: shared.includes('user:github'),
    shares_facebook: shared.includes('user:facebook'),
    shares_keystore: shared.includes('user:keystore'),
    shares_see: shared.includes('user:see'),
    allows_offline: true,
    updated_at: now,
  };
  await db
    .insertInto('user_authorizations')
    .values({ username, granted_to: client, ...flags, created_at: now })
    .onConflict((conflict) => {
      const same = conflict.columns(['username', 'granted_to']);
      return shared === 'as it is' ? same.doNothing() : same.doUpdateSet(flags);
    })
    .execute();
}

async function storeLabels(
  db: Kysely<Database>,
  username: string,
  client: string,
  labels: readonly SharedLabel[],
): Promise<void> {
  const record = { username, granted_to: client };
  await db
    .deleteFrom('user_authorization_labels')
    .where('username', '=', username)
    .where('granted_to', '=', client)
    .execute();
  if (labels.length === 0) return;
  const rows = labels.map(({ kind, requested, real, canWrite = false }, index) => ({
    ...record,
    kind,
    requested_label: requested,
    real_label: real,
    can_write: canWrite,
    position: index + 1,
  }));
  await db.insertInto('user_authorization_labels').values(rows).execute();
}
