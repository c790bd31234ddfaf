import type { Kysely } from 'kysely';
import type { Clock } from '../../base/clock.ts';
import { OAuthError } from '../../base/oauth-errors.ts';
import type { Database } from '../../schema.ts';
import { type Grant, ownGrant } from '../../tokens/access-tokens.ts';
import type { Client } from '../../tokens/clients.ts';
import type { KeyRing } from '../../tokens/key-ring.ts';
import type { ServiceResponse } from '../../web/respond.ts';
import type { ClientRequest, WithClient } from '../client-authentication.ts';
import { directAnswer, prepareOwnJwt, wantsDirectJwt } from '../jwt/direct.ts';
import type { Parameters } from '../parameters.ts';
import { tokenAnswer } from '../token-answer.ts';
import { ownToken } from './own-token.ts';

/** The client credentials grant (RFC 6749, section 4.4), by its `grant_type`. */
export const clientCredentials = 'client_credentials';

export interface ClientCredentialsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly withClient: WithClient;
  readonly tokenIssuer: string;
  readonly signJwt: KeyRing['sign'];
}

/**
 * Gives a client a token of its own.
 * @throws OAuthError `invalid_client`, `unauthorized_client`, `invalid_scope`
 */
export function answerClientCredentials(
  deps: ClientCredentialsDependencies,
  request: ClientRequest & { readonly headers: { readonly accept?: string | undefined } },
  parameters: Parameters,
): Promise<ServiceResponse> {
  const now = deps.clock.now();
  if (wantsDirectJwt(parameters)) {
    return deps.withClient(request, parameters, async (client) => {
      const jwt = await ownJwt(deps, clientCredentialsGrant(client), parameters, now);
      return directAnswer(jwt, request.headers.accept ?? '');
    });
  }
  const { accessToken, issue } = ownToken(now);
  const answer = async (client: Client) =>
    tokenAnswer({ accessToken }, undefined, clientCredentialsGrant(client), []);
  return deps.withClient(request, parameters, answer, issue);
}

async function ownJwt(
  { db, tokenIssuer, signJwt }: ClientCredentialsDependencies,
  grant: Grant,
  parameters: Parameters,
  now: Date,
): Promise<string> {
  const { claims, algorithm } = await prepareOwnJwt(db, tokenIssuer, grant, parameters, now);
  return signJwt(claims, algorithm);
}

/** An organization's API key that allows it speaks for the organization, a user's API key for the user. */
function clientCredentialsGrant(client: Client): Grant {
  if (client.kind === 'public' || (client.kind === 'organization' && !client.allowsClientCredentials)) {
    throw new OAuthError('unauthorized_client', {
      description: 'This API key does not allow client credentials.',
    });
  }
  return ownGrant(client);
}
