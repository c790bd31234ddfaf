import type { Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { Grant } from '../../tokens/grant.ts';
import type { ServiceResponse } from '../../web/respond.ts';
import type { Parameters } from '../parameters.ts';
import {
  type JwtIssuingDependencies,
  type JwtRules,
  makeJwt,
  prepareJwt,
  type UnsignedJwt,
} from './prepare.ts';
import type { JwtRequest } from './request.ts';
import { sourceOfGrant } from './sources.ts';

/** Whether `response_type=id_token` asks the token endpoint for a JWT directly. */
export function wantsDirectJwt(parameters: Parameters): boolean {
  return parameters.get('response_type') === 'id_token';
}

/**
 * Prepares the JWT that the token endpoint answers for `response_type=id_token`. The code is redeemed in
 * the same transaction, so that a refused request does not use it up.
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
 * Same as `prepareDirectJwt`, for the client credentials grant, where nothing is redeemed.
 * @throws OAuthError `invalid_scope`, `invalid_grant`
 */
export function makeOwnJwt(
  deps: JwtIssuingDependencies,
  grant: Grant,
  request: JwtRequest,
  now: Date,
): Promise<UnsignedJwt> {
  return makeJwt(deps, sourceOfGrant(grant, now), request, now);
}

/** Answers with the bare JWT, or with JSON if the client accepts that. */
export function directResponse(jwt: string, accept: string): ServiceResponse {
  if (!accept.includes('application/json')) return bareJwt(jwt);
  return { status: 200, headers: { Pragma: 'no-cache' }, body: { access_token: jwt } };
}

/** Only the JWT, without a newline: old clients use the whole body. */
export function bareJwt(jwt: string): ServiceResponse {
  const headers = { Pragma: 'no-cache' };
  return { status: 200, headers, contentType: 'application/jwt', body: Buffer.from(jwt) };
}
