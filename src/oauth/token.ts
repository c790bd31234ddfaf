import type { RequestHandler } from 'express';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { respond, type ServiceResponse } from '../http/respond.ts';
import { type Grant, issueAccessToken, tokenAnswer } from './access-tokens.ts';
import type { WithClient } from './checks/client-authentication.ts';
import { OAuthError } from './errors.ts';
import { clientCredentialsGrant } from './grants/client-credentials.ts';
import { accessTokenClaims } from './jwt.ts';
import type { KeyRing } from './key-ring.ts';
import { type Parameters, readParameters } from './parameters.ts';

export interface TokenParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly withClient: WithClient;
  readonly tokenIssuer: string;
  readonly signJwt: KeyRing['sign'];
}

/** `POST /v1/oauth/access_token`, the token endpoint (RFC 6749, section 3.2). */
export function tokenEndpoint(parts: TokenParts): RequestHandler {
  return async (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    const parameters = await readParameters(request, response);
    checkGrantType(parameters);
    const grant = await parts.withClient(request, parameters, async (client) =>
      clientCredentialsGrant(client),
    );
    respond(response, await answer(parts, grant, parameters, request.headers.accept ?? ''));
  };
}

/** RFC 6749, section 4.4.2: `grant_type` is required and must be one that is offered (section 5.2). */
function checkGrantType(parameters: Parameters): void {
  const grantType = parameters.get('grant_type');
  if (grantType === undefined)
    throw new OAuthError('invalid_request', { description: 'grant_type is required.' });
  if (grantType !== 'client_credentials') {
    throw new OAuthError('unsupported_grant_type', { description: 'Offered: client_credentials.' });
  }
}

async function answer(
  parts: TokenParts,
  grant: Grant,
  parameters: Parameters,
  accept: string,
): Promise<ServiceResponse> {
  if (parameters.get('response_type') === 'id_token') return jwtAnswer(parts, grant, parameters, accept);
  const token = await issueAccessToken(parts.db, grant, parts.clock.now());
  return { status: 200, headers: { Pragma: 'no-cache' }, body: tokenAnswer(token, grant) };
}

/** With `response_type=id_token` the answer is a JWT at once, bare or in JSON as the client accepts it. */
async function jwtAnswer(
  { db, clock, tokenIssuer, signJwt }: TokenParts,
  grant: Grant,
  parameters: Parameters,
  accept: string,
): Promise<ServiceResponse> {
  const claims = await accessTokenClaims(db, tokenIssuer, grant, parameters, clock.now());
  const jwt = await signJwt(claims, grant.algorithm);
  const headers = { Pragma: 'no-cache' };
  if (accept.includes('application/json')) return { status: 200, headers, body: { access_token: jwt } };
  return { status: 200, headers, contentType: 'application/jwt', body: Buffer.from(jwt) };
}
