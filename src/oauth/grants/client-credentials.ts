import { type Grant, ownGrant } from '../access-tokens.ts';
import type { Client } from '../clients.ts';
import { OAuthError } from '../errors.ts';

/**
 * The client credentials grant (RFC 6749, section 4.4): an organization's API key that allows it speaks for the
 * organization, a user's API key for the user.
 * @throws OAuthError `unauthorized_client`
 */
export function clientCredentialsGrant(client: Client): Grant {
  if (client.kind === 'public' || (client.kind === 'organization' && !client.allowsClientCredentials)) {
    throw new OAuthError('unauthorized_client', {
      description: 'This API key does not allow client credentials.',
    });
  }
  return ownGrant(client);
}
