import type { Kysely } from 'kysely';
import type { Sealing } from '../../crypto/sealing.ts';
import type { Database } from '../../db/database.ts';
import { type Grant, ownGrant } from '../access-tokens.ts';
import type { ClientCredentials } from '../checks/client-credentials.ts';
import { findClient } from '../clients.ts';
import { invalidClient, OAuthError } from '../errors.ts';

/**
 * The client credentials grant (RFC 6749, section 4.4): an organization's API key that allows it speaks for the
 * organization, a user's API key for the user.
 */
export async function clientCredentialsGrant(
  db: Kysely<Database>,
  sealing: Sealing,
  { clientId, clientSecret, usedBasic }: ClientCredentials,
): Promise<Grant> {
  const client = await findClient(db, sealing, clientId, clientSecret);
  if (!client) throw invalidClient(usedBasic);
  if (client.kind === 'organization' && !client.allowsClientCredentials) {
    throw new OAuthError('unauthorized_client', {
      description: 'This API key does not allow client credentials.',
    });
  }
  return ownGrant(client);
}
