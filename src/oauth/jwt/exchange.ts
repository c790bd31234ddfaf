import type { RequestHandler } from 'express';
import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { JwtVerifier } from '../../crypto/jwt.ts';
import type { Database } from '../../db/database.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { Unauthenticated } from '../../errors.ts';
import { respond } from '../../http/respond.ts';
import { findCredential } from '../../security/credentials.ts';
import type { KeyRing } from '../key-ring.ts';
import { readParameters } from '../parameters.ts';
import { bareJwt } from './direct.ts';
import { prepareJwt } from './prepare.ts';
import { readPresentedJwt } from './presented.ts';
import { type JwtSource, sourceOfJwt, sourceOfToken } from './sources.ts';

export interface JwtParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  /** The `iss` of access tokens in JWT form. */
  readonly tokenIssuer: string;
  readonly signJwt: KeyRing['sign'];
  readonly jwtVerifier: JwtVerifier;
}

/** `/v1/oauth/jwt`: a JWT, possibly a narrower one, for an opaque token (oauth 8.3) or another JWT (oauth 8.4). */
export function jwtEndpoint(parts: JwtParts): RequestHandler {
  const { db, clock, tokenIssuer, signJwt } = parts;
  return async (request, response) => {
    const parameters = await readParameters(request, response);
    const findSource = await sourceFinder(parts, request.headers.authorization);
    const now = clock.now();
    const { claims, algorithm } = await inTransaction(db, async (trx) =>
      prepareJwt(trx, tokenIssuer, await findSource(trx, now), parameters, now),
    );
    respond(response, bareJwt(await signJwt(claims, algorithm)));
  };
}

type SourceFinder = (trx: Transaction<Database>, now: Date) => Promise<JwtSource>;

/** The `Authorization` header only: a token in the query would end up in logs. */
async function sourceFinder(
  { jwtVerifier }: JwtParts,
  authorization: string | undefined,
): Promise<SourceFinder> {
  const credential = findCredential(authorization, []);
  if (!credential) throw new Unauthenticated();
  const { kind, token } = credential;
  if (kind === 'opaque') return (trx, now) => sourceOfToken(trx, token, now);
  const presented = readPresentedJwt(await jwtVerifier.verify(token));
  return (trx, now) => sourceOfJwt(trx, presented, now);
}
