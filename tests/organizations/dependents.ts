import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { hashToken } from '../../src/crypto/tokens.ts';
import type { Database } from '../../src/schema.ts';
import { someTime } from '../support/organizations.ts';

/** Inserts rows that refer to `globalid` into every table that can have some. */
export async function fillEverything(db: Kysely<Database>, globalid: string): Promise<void> {
  const at = { created_at: someTime };
  const list = { position: 7, ...at };
  await db
    .insertInto('organization_dns_names')
    .values({ globalid, name: 'shop.com', ...list })
    .execute();
  await db
    .insertInto('organization_public_keys')
    .values({ globalid, public_key: 'key', ...list })
    .execute();
  await db
    .insertInto('organization_required_scopes')
    .values({ globalid, scope: 'user:name', access_scopes: ['organization:owner'], ...list })
    .execute();
  await db
    .insertInto('organization_descriptions')
    .values({ globalid, language: 'en', text: 'x', updated_at: someTime })
    .execute();
  await db.insertInto('organization_logos').values({ globalid, logo: 'x', updated_at: someTime }).execute();
  await db
    .insertInto('organization_registry_entries')
    .values({ globalid, key: 'k', value: 'v', updated_at: someTime, ...list })
    .execute();
  await db
    .insertInto('organization_grants')
    .values({ globalid, username: 'ann', tag: 'vip', ...list })
    .execute();
  await db
    .insertInto('user_identifiers')
    .values({ username: 'ann', azp: globalid, globalid, identifier: randomUUID(), ...list })
    .execute();
  const device = await newDevice(db, 'ann');
  await db
    .insertInto('remembered_second_factors')
    .values({ globalid, username: 'ann', device_id: device, remembered_at: someTime })
    .execute();
}

async function newDevice(db: Kysely<Database>, username: string): Promise<string> {
  const device = randomUUID();
  const times = { created_at: someTime, last_used_at: someTime, expires_at: someTime };
  await db
    .insertInto('trusted_devices')
    .values({ secret_hash: hashToken(device), device_id: device, username, ...times })
    .execute();
  return device;
}

export interface InvitationToMake {
  readonly from: string;
  readonly username?: string;
  readonly organization?: string;
  readonly status?: 'pending' | 'accepted' | 'rejected';
}

export async function newInvitation(
  db: Kysely<Database>,
  { from, username, organization, status = 'pending' }: InvitationToMake,
): Promise<void> {
  await db
    .insertInto('organization_invitations')
    .values({
      globalid: from,
      invitation_id: randomUUID(),
      role: organization === undefined ? 'member' : 'orgmember',
      status,
      method: 'website',
      username: username ?? null,
      invited_globalid: organization ?? null,
      code_hash: null,
      code_expires_at: null,
      invited_by: 'ann',
      position: 1,
      created_at: someTime,
      decided_at: null,
    })
    .execute();
}

export interface RefreshTokenToMake {
  readonly client: string;
  readonly username?: string;
  readonly scopes?: readonly string[];
}

export async function newRefreshToken(
  db: Kysely<Database>,
  { client, username, scopes = [] }: RefreshTokenToMake,
): Promise<Buffer> {
  const token_hash = hashToken(randomUUID());
  await db
    .insertInto('refresh_tokens')
    .values({
      token_hash,
      parent_hash: null,
      kind: 'jwt',
      grant_id: randomUUID(),
      username: username ?? null,
      globalid: username === undefined ? client : null,
      client_id: client,
      granted_to: username === undefined ? null : client,
      application_id: null,
      organization_key_id: null,
      scopes: [...scopes],
      nonce: null,
      authenticated_at: null,
      created_at: someTime,
      last_used_at: someTime,
      expires_at: new Date(Date.now() + 1_000_000),
      rotated_at: null,
    })
    .execute();
  return token_hash;
}

export async function newCode(
  db: Kysely<Database>,
  client: string,
  scopes: readonly string[],
): Promise<Buffer> {
  const code_hash = hashToken(randomUUID());
  await db
    .insertInto('authorization_codes')
    .values({
      code_hash,
      username: 'ann',
      client_id: client,
      grant_id: randomUUID(),
      session_id: null,
      redirect_uri: 'https://shop.com',
      state: null,
      scopes: [...scopes],
      scope_style: 'comma',
      nonce: null,
      code_challenge: null,
      amr: [],
      authenticated_at: someTime,
      created_at: someTime,
      expires_at: someTime,
      used_at: null,
    })
    .execute();
  return code_hash;
}
