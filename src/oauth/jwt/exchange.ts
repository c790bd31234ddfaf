import type { RequestHandler } from 'express';
import type { Kysely } from 'kysely';
import { findCredential } from '../../access/credentials.ts';
import type { Clock } from '../../base/clock.ts';
import { Unauthenticated } from '../../base/errors.ts';
import type { JwtVerifier } from '../../crypto/jwt.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import type { KeyRing } from '../../tokens/key-ring.ts';
import { respond } from '../../web/respond.ts';
import { type Parameters, readParameters } from '../parameters.ts';
import { bareJwt } from './direct.ts';
import { prepareJwt, prepareJwtAlone, type UnsignedJwt } from './prepare.ts';
import { readPresentedJwt } from './presented.ts';
import { sourceOfJwt, sourceOfToken } from './sources.ts';

export interface JwtDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  /** The `iss` of access tokens in JWT form. */
  readonly tokenIssuer: string;
  readonly signJwt: KeyRing['sign'];
  readonly jwtVerifier: JwtVerifier;
}

/** `/v1/oauth/jwt`: a JWT, possibly a narrower one, for an opaque token (oauth 8.3) or another JWT (oauth 8.4). */
export function jwtEndpoint(deps: JwtDependencies): RequestHandler {
  const { clock, signJwt } = deps;
  return async (request, response) => {
    const parameters = await readParameters(request, response);
    const prepare = await preparer(deps, request.headers.authorization);
    const { claims, algorithm } = await prepare(parameters, clock.now());
    respond(response, bareJwt(await signJwt(claims, algorithm)));
  };
}

type Preparer = (parameters: Parameters, now: Date) => Promise<UnsignedJwt>;

/** The `Authorization` header only: a token in the query would end up in logs. */
async function preparer(
  { db, tokenIssuer, jwtVerifier }: JwtDependencies,
  authorization: string | undefined,
): Promise<Preparer> {
  const credential = findCredential(authorization, []);
  if (!credential) throw new Unauthenticated();
  const { kind, token } = credential;
  if (kind === 'opaque')
    return async (parameters, now) =>
      prepareJwtAlone(db, tokenIssuer, await sourceOfToken(db, token, now), parameters, now);
  const presented = readPresentedJwt(await jwtVerifier.verify(token));
  return (parameters, now) =>
    inTransaction(db, async (trx) =>
      prepareJwt(trx, tokenIssuer, await sourceOfJwt(trx, presented, now), parameters, now),
    );
}
