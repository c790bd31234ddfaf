import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { JwtClaims } from '../../crypto/jwt.ts';
import { listGrantTags } from '../../organizations/grants/queries.ts';
import type { Database } from '../../schema.ts';
import { globalidOf, usernameOf } from '../../tokens/basis.ts';
import type { TokenSubject } from '../../tokens/grant.ts';
import { findKnownUser, scopeValues } from '../scope-values.ts';

/** What differs from one JWT of a subject to the next. */
export interface ClaimValues {
  readonly issuer: string;
  readonly scope: readonly string[];
  /** Seconds since 1970. */
  readonly exp: number;
  readonly audience: readonly string[];
  /** What its `jti` begins with: the basis, and the token or JWT that it is made from (`tokens/access-claims.ts`). */
  readonly lineage: string;
  readonly refreshToken: string | undefined;
}

/**
 * The claims of an access token in JWT form, as clients of this service have always read them (oauth 8.1): `scope` and
 * `aud` are lists, `iss` is a fixed word, and there is no `iat` (some verifiers refuse one that lies ahead of their
 * clock). `jti` names the basis of the JWT and what it was derived from.
 */
export function jwtClaims(subject: TokenSubject, values: ClaimValues): JwtClaims {
  const { basis, clientId, jkt } = subject;
  const username = usernameOf(basis);
  const globalid = globalidOf(basis);
  const { issuer, scope, exp, audience, lineage, refreshToken } = values;
  return {
    ...(username !== undefined ? { username } : { globalid }),
    scope,
    azp: clientId,
    iss: issuer,
    exp,
    ...(audience.length > 0 && { aud: audience }),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    ...(jkt !== undefined && { cnf: { jkt } }),
    jti: `${lineage}.${randomUUID()}`,
    sub: username ?? globalid,
  };
}

/** Which statements a JWT shall carry beside its scopes. */
export interface Statements {
  readonly storesInfo: boolean;
  readonly addsGrants: boolean;
}

/**
 * The scopes and, as further entries, `[<scope>]:<value>` for what some of them open (oauth 8.6) and `grant:<tag>` for
 * the tags that the client put on the user (oauth 8.7). Organizations have neither.
 */
export async function withStatements(
  db: Kysely<Database>,
  subject: TokenSubject,
  scopes: readonly string[],
  { storesInfo, addsGrants }: Statements,
): Promise<string[]> {
  const { basis, clientId } = subject;
  const username = usernameOf(basis);
  if (username === undefined) return [...scopes];
  const user = storesInfo ? await findKnownUser(db, basis) : undefined;
  const values = user ? scopeValues(user, scopes) : [];
  const tags = addsGrants ? await listGrantTags(db, username, clientId) : [];
  return [
    ...scopes,
    ...[...values].map(([scope, value]) => `[${scope}]:${value}`),
    ...tags.map((tag) => `grant:${tag}`),
  ];
}

/** The end of a JWT: a validity in seconds can only shorten it. */
export function expiryOf(latest: Date, validity = Number.POSITIVE_INFINITY, now: Date): number {
  return Math.min(Math.floor(latest.getTime() / 1000), Math.floor(now.getTime() / 1000) + validity);
}
