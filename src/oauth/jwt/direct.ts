import type { Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { Grant } from '../../tokens/grant.ts';
import type { ServiceResponse } from '../../web/respond.ts';
import type { Parameters } from '../parameters.ts';
import {
  type JwtMakerDependencies,
  type JwtRules,
  makeJwt,
  prepareJwt,
  type UnsignedJwt,
} from './prepare.ts';
import type { JwtRequest } from './request.ts';
import { sourceOfGrant } from './sources.ts';

/** Whether the token endpoint is asked for a JWT at once, by `response_type=id_token` (oauth 7.5). */
export function wantsDirectJwt(parameters: Parameters): boolean {
  return parameters.get('response_type') === 'id_token';
}

/**
 * With `response_type=id_token` the token endpoint answers a JWT at once (oauth 7.5). A code is redeemed in the same
 * transaction, so that asking for too much leaves it as it was.
 * @throws OAuthError `invalid_scope`, `invalid_grant`
 */
export function prepareDirectJwt(
  trx: Transaction<Database>,
  rules: JwtRules,
  grant: Grant,
  request: JwtRequest,
  now: Date,
): Promise<UnsignedJwt> {
  return prepareJwt(trx, rules, sourceOfGrant(grant, now), request, now);
}

/**
 * As `prepareDirectJwt`, for a client's own credentials, with nothing to redeem.
 * @throws OAuthError `invalid_scope`, `invalid_grant`
 */
export function makeOwnJwt(
  deps: JwtMakerDependencies,
  grant: Grant,
  request: JwtRequest,
  now: Date,
): Promise<UnsignedJwt> {
  return makeJwt(deps, sourceOfGrant(grant, now), request, now);
}

/** The JWT bare, or in JSON as the client accepts it. */
export function directAnswer(jwt: string, accept: string): ServiceResponse {
  if (!accept.includes('application/json')) return bareJwt(jwt);
  return { status: 200, headers: { Pragma: 'no-cache' }, body: { access_token: jwt } };
}

/** Nothing but the JWT, without a newline: old clients take the whole body. */
export function bareJwt(jwt: string): ServiceResponse {
  const headers = { Pragma: 'no-cache' };
  return { status: 200, headers, contentType: 'application/jwt', body: Buffer.from(jwt) };
}
