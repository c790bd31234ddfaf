import type { Kysely } from 'kysely';
import { hasOrganization } from '../../organizations/queries.ts';
import type { Database } from '../../schema.ts';

/** The existing organization that a sign-in page names as client, if any. */
export async function clientOf(
  { db }: { readonly db: Kysely<Database> },
  query: URLSearchParams,
): Promise<string | undefined> {
  const clientId = query.get('client_id') ?? '';
  if (clientId === '' || /[\0]/.test(clientId)) return undefined;
  return (await hasOrganization(db, clientId)) ? clientId : undefined;
}
