import { type Kysely, sql } from 'kysely';
import type { Sealing } from '../crypto/sealing.ts';
import type { Database } from '../db/database.ts';

/** A client whose secret was right. */
export type Client = OrganizationClient | UserClient;

export interface OrganizationClient {
  readonly kind: 'organization';
  readonly globalid: string;
  readonly keyId: string;
  readonly allowsClientCredentials: boolean;
}

export interface UserClient {
  readonly kind: 'user';
  readonly username: string;
  readonly applicationId: string;
  readonly scopes: readonly string[];
}

/** Under these names secrets are hashed with a key, so that a hash of one kind never matches in the other column. */
export const secretPurposes = { user: 'user_api_key', organization: 'organization_api_key' } as const;

interface ClientRow {
  readonly username: string | null;
  readonly key_id: string;
  readonly allows_client_credentials: boolean;
  readonly scopes: readonly string[];
}

/**
 * The client that a client id and secret belong to: an organization's API key, or a user's.
 * One statement whichever exists, so an unknown client and a wrong secret take the same time; the secret is compared
 * by its keyed hash.
 */
export async function findClient(
  db: Kysely<Database>,
  sealing: Sealing,
  clientId: string,
  clientSecret: string,
): Promise<Client | undefined> {
  const { rows } = await sql<ClientRow>`
    select null as username, key_id, allows_client_credentials, array[]::text[] as scopes
    from organization_api_keys
    where globalid = ${clientId} and secret_hash in (${sql.join(sealing.keyedHashes(clientSecret, secretPurposes.organization))})
    union all
    select username, application_id, true, scopes
    from user_api_keys
    where application_id = ${clientId} and secret_hash in (${sql.join(sealing.keyedHashes(clientSecret, secretPurposes.user))})
    limit 1`.execute(db);
  return rows[0] && toClient(clientId, rows[0]);
}

function toClient(clientId: string, row: ClientRow): Client {
  if (row.username !== null) {
    return { kind: 'user', username: row.username, applicationId: row.key_id, scopes: row.scopes };
  }
  return {
    kind: 'organization',
    globalid: clientId,
    keyId: row.key_id,
    allowsClientCredentials: row.allows_client_credentials,
  };
}
