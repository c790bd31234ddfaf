import type { RequestHandler } from 'express';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { JwtClaims } from '../crypto/jwt.ts';
import type { Sealing } from '../crypto/sealing.ts';
import type { Database } from '../db/database.ts';
import { networkOf } from '../http/client-address.ts';
import { respond, type ServiceResponse } from '../http/respond.ts';
import { createFailureLimit, type FailureLimit } from '../security/failure-limit.ts';
import { type Grant, issueAccessToken, tokenAnswer } from './access-tokens.ts';
import { readClientCredentials } from './checks/client-credentials.ts';
import { OAuthError } from './errors.ts';
import { clientCredentialsGrant } from './grants/client-credentials.ts';
import { accessTokenClaims } from './jwt.ts';
import { type Parameters, readParameters } from './parameters.ts';

export interface TokenParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly tokenIssuer: string;
  readonly signJwt: (claims: JwtClaims) => Promise<string>;
}

/** `POST /v1/oauth/access_token`, the token endpoint (RFC 6749, section 3.2). */
export function tokenEndpoint(parts: TokenParts): RequestHandler {
  const failures = createFailureLimit(parts.db, parts.clock, failuresAllowed);
  return async (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    const parameters = await readParameters(request, response);
    checkGrantType(parameters);
    const credentials = readClientCredentials(request.headers.authorization, parameters);
    const grant = await limited(failures, [credentials.clientId, networkOf(request.ip)].join(' '), () =>
      clientCredentialsGrant(parts.db, parts.sealing, credentials),
    );
    respond(response, await answer(parts, grant, parameters, request.headers.accept ?? ''));
  };
}

/** For each client and network. */
const failuresAllowed = { name: 'token', attempts: 60, seconds: 600 };

/** RFC 6749, section 2.3.1: the endpoint must be protected against guessing. */
async function limited<Result>(
  failures: FailureLimit,
  key: string,
  work: () => Promise<Result>,
): Promise<Result> {
  failures.refuseBlocked(key);
  try {
    return await work();
  } catch (error) {
    if (error instanceof OAuthError) await failures.count(key);
    throw error;
  }
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
  const jwt = await signJwt(await accessTokenClaims(db, tokenIssuer, grant, parameters, clock.now()));
  const headers = { Pragma: 'no-cache' };
  if (accept.includes('application/json')) return { status: 200, headers, body: { access_token: jwt } };
  return { status: 200, headers, contentType: 'application/jwt', body: Buffer.from(jwt) };
}
