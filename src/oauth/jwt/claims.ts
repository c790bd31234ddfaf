import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { JwtClaims } from '../../crypto/jwt.ts';
import { listGrantTags } from '../../organizations/grants/queries.ts';
import type { Database } from '../../schema.ts';
import { globalidOf, usernameOf } from '../../tokens/basis.ts';
import type { TokenSubject } from '../../tokens/grant.ts';
import { findKnownUser, scopeValues } from '../scope-values.ts';

/** What differs between the JWTs of one subject. */
export interface ClaimValues {
  readonly issuer: string;
  readonly scope: readonly string[];
  /** Seconds since 1970. */
  readonly exp: number;
  readonly audience: readonly string[];
  /**
   * The beginning of `jti`: the basis, and the token or JWT that this one is derived from (`tokens/access-claims.ts`).
   */
  readonly lineage: string;
  readonly refreshToken: string | undefined;
}

/**
 * The claims of an access token in JWT form, in the format that existing clients of this service read:
 * `scope` and `aud` are lists, `iss` is a fixed word, and there is no `iat`, because some verifiers reject one ahead of
 * their clock. `jti` names the basis of the JWT and what it was derived from.
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

/** Which statements a JWT carries in addition to its scopes. */
export interface Statements {
  readonly storesInfo: boolean;
  readonly addsGrants: boolean;
}

/**
 * Adds statements to scopes: `[<scope>]:<value>` for scopes with a single value, and `grant:<tag>` for the
 * tags that the client has put on the user. JWTs of organizations have neither.
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

/** The `exp` of a JWT, in seconds since 1970. @param validity in seconds; it can only shorten the lifetime */
export function expiryOf(latest: Date, validity = Number.POSITIVE_INFINITY, now: Date): number {
  return Math.min(Math.floor(latest.getTime() / 1000), Math.floor(now.getTime() / 1000) + validity);
}
