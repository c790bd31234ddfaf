import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Sealing } from '../../src/crypto/sealing.ts';
import { hashToken, randomToken, tokenBytes } from '../../src/crypto/tokens.ts';
import type { Database } from '../../src/schema.ts';
import { accessTokenSeconds } from '../../src/tokens/access-tokens.ts';
import { secretPurposes } from '../../src/tokens/clients.ts';

export const clientAlgorithms = ['ES384', 'ES256'] as const;
export type ClientAlgorithm = (typeof clientAlgorithms)[number];

/** An organization that signs users in, and what a user granted it. */
export interface SeededClient {
  readonly globalid: string;
  /** For each algorithm, the secret of the API key whose tokens are signed with it. */
  readonly secrets: Readonly<Record<ClientAlgorithm, string>>;
  /** A token of the user for `openid profile email`. */
  readonly openidToken: string;
}

/** @param username the user who consented; must exist, with an email address labelled `main` */
export async function addClient(
  db: Kysely<Database>,
  sealing: Sealing,
  username: string,
  now: Date,
): Promise<SeededClient> {
  const globalid = `client-of-${username}`;
  await db
    .insertInto('reserved_names')
    .values({ name: globalid, kind: 'organization', reserved_at: now })
    .execute();
  await db.insertInto('organizations').values({ globalid, created_at: now }).execute();
  const es384 = await addKey(db, sealing, globalid, 'ES384', now);
  const es256 = await addKey(db, sealing, globalid, 'ES256', now);
  await addConsent(db, username, globalid, now);
  return {
    globalid,
    secrets: { ES384: es384.secret, ES256: es256.secret },
    openidToken: await addOpenidToken(db, username, globalid, es384.keyId, now),
  };
}

async function addKey(
  db: Kysely<Database>,
  sealing: Sealing,
  globalid: string,
  algorithm: ClientAlgorithm,
  now: Date,
): Promise<{ keyId: string; secret: string }> {
  const keyId = randomUUID();
  const secret = randomToken(tokenBytes.organizationSecret);
  await db
    .insertInto('organization_api_keys')
    .values({
      globalid,
      key_id: keyId,
      label: algorithm,
      secret_hash: sealing.keyedHash(secret, secretPurposes.organization),
      allows_client_credentials: true,
      token_algorithm: algorithm,
      created_at: now,
    })
    .execute();
  return { keyId, secret };
}

async function addConsent(
  db: Kysely<Database>,
  username: string,
  globalid: string,
  now: Date,
): Promise<void> {
  const record = { username, granted_to: globalid };
  await db
    .insertInto('user_authorizations')
    .values({ ...record, shares_name: true, created_at: now, updated_at: now })
    .execute();
  await db
    .insertInto('user_authorization_labels')
    .values({
      ...record,
      kind: 'emailaddresses',
      requested_label: 'main',
      real_label: 'main',
      position: 1,
    })
    .execute();
}

async function addOpenidToken(
  db: Kysely<Database>,
  username: string,
  clientId: string,
  keyId: string,
  now: Date,
): Promise<string> {
  const token = randomToken(tokenBytes.accessToken);
  const basis = { grant_id: randomUUID(), username, client_id: clientId, organization_key_id: keyId };
  await db
    .insertInto('authorization_grants')
    .values({ ...basis, created_at: now, last_used_at: now })
    .execute();
  await db
    .insertInto('access_tokens')
    .values({
      ...basis,
      token_hash: hashToken(token),
      granted_to: clientId,
      scopes: ['profile', 'email'],
      scope_style: 'space',
      is_openid: true,
      authenticated_at: now,
      created_at: now,
      expires_at: new Date(now.getTime() + accessTokenSeconds * 1000),
    })
    .execute();
  return token;
}
