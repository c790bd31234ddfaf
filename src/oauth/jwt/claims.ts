import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { JwtClaims } from '../../crypto/jwt.ts';
import { listGrantTags } from '../../organizations/grants/queries.ts';
import type { Database } from '../../schema.ts';
import { findKnownUser, scopeValues } from '../scope-values.ts';
import { type Holder, standingGroundOf } from './sources.ts';

/** What differs from one JWT of a holder to the next. */
export interface ClaimDependencies {
  readonly issuer: string;
  readonly scope: readonly string[];
  /** Seconds since 1970. */
  readonly exp: number;
  readonly audience: readonly string[];
  /** The hash of the refresh token that the JWT, or the one it is derived from, carries. */
  readonly tree: Buffer | undefined;
  readonly refreshToken: string | undefined;
}

/**
 * The claims of an access token in JWT form, as clients of this service have always read them (oauth 8.1): `scope` and
 * `aud` are lists, `iss` is a fixed word, and there is no `iat` (some verifiers refuse one that lies ahead of their
 * clock). `jti` names what the JWT stands on, see `security/access-claims.ts`.
 */
export function jwtClaims(holder: Holder, deps: ClaimDependencies): JwtClaims {
  const { username, globalid, clientId, ground } = holder;
  const { issuer, scope, exp, audience, tree, refreshToken } = deps;
  return {
    ...(username !== undefined ? { username } : { globalid }),
    scope,
    azp: clientId,
    iss: issuer,
    exp,
    ...(audience.length > 0 && { aud: audience }),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    jti: [ground, ...(tree ? [tree.toString('base64url')] : []), randomUUID()].join('.'),
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
  holder: Holder,
  scopes: readonly string[],
  { storesInfo, addsGrants }: Statements,
): Promise<string[]> {
  const { username, clientId } = holder;
  if (username === undefined) return [...scopes];
  const user = storesInfo ? await findKnownUser(db, standingGroundOf(holder)) : undefined;
  const values = user ? scopeValues(user, scopes) : [];
  const tags = addsGrants ? await listGrantTags(db, username, clientId) : [];
  return [
    ...scopes,
    ...[...values].map(([scope, value]) => `[${scope}]:${value}`),
    ...tags.map((tag) => `grant:${tag}`),
  ];
}

/** The end of a JWT: `validity` can only shorten it; anything that is no positive whole number is ignored. */
export function expiryOf(latest: Date, validity: string | undefined, now: Date): number {
  const end = Math.floor(latest.getTime() / 1000);
  const seconds = /^\d+$/.test(validity ?? '') ? Number(validity) : 0;
  return seconds > 0 ? Math.min(end, Math.floor(now.getTime() / 1000) + seconds) : end;
}
