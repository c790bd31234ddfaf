import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { hashToken, randomToken, tokenBytes } from '../../src/crypto/tokens.ts';
import type { Database } from '../../src/db/database.ts';
import type { SharedKind } from '../../src/users/authorizations/tables.ts';
import type { TestApp } from './app.ts';

export interface ThirdParty {
  readonly username: string;
  /** The globalid of an organization that exists. */
  readonly client: string;
  /** What the token carries. Default: `user:name`. */
  readonly scopes?: readonly string[];
  /** What the user's record covers, when that is not the same; a record that is there already can stay as it is. */
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
 * What the consent of a user leaves behind: the record, which replaces an earlier one for the same client unless that
 * stays as it is, and a token that hangs on it, good for an hour.
 * @returns the opaque token
 */
export async function newThirdPartyToken(app: TestApp, access: ThirdParty): Promise<string> {
  const { username, client, scopes = ['user:name'], shared = scopes, labels = [] } = access;
  const now = app.clock.now();
  const { db } = app.database;
  await storeRecord(db, username, client, shared, now);
  if (shared !== 'as it is') await storeLabels(db, username, client, labels);
  const token = randomToken(tokenBytes.accessToken);
  await db
    .insertInto('access_tokens')
    .values({
      token_hash: hashToken(token),
      grant_id: randomUUID(),
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
