import type { Kysely } from 'kysely';
import type { OrganizationApiKeyRow } from '../organizations/api-keys/tables.ts';
import type { Database } from '../schema.ts';

/** What the keys of a client say about its authorize requests. */
export type ClientKey = Pick<OrganizationApiKeyRow, 'callback_url' | 'is_public' | 'requires_pkce'>;

/** The keys of an organization, oldest first; none for an organization without any, or that does not exist. */
export function listClientKeys(db: Kysely<Database>, clientId: string): Promise<ClientKey[]> {
  return db
    .selectFrom('organization_api_keys')
    .select(['callback_url', 'is_public', 'requires_pkce'])
    .where('globalid', '=', clientId)
    .orderBy('created_at')
    .orderBy('key_id')
    .execute();
}
