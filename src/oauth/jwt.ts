import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { JwtClaims } from '../crypto/jwt.ts';
import type { Database } from '../db/database.ts';
import { listOrganizationRoles } from '../security/queries.ts';
import { accessTokenSeconds, type Grant } from './access-tokens.ts';
import { OAuthError } from './errors.ts';
import type { Parameters } from './parameters.ts';
import { anyCovers, parseScopes } from './scopes.ts';

/**
 * The claims of an access token in JWT form, as clients of this service have always read them: `scope` and `aud` are
 * lists, `iss` is a fixed word, and there is no `iat` (some verifiers refuse one that lies ahead of their clock).
 * `jti` begins with the id of what the token stands on, so that it can be seen to have ended.
 * @param parameters `scope`, `aud` and `validity` of the request
 * @throws OAuthError `invalid_scope` when more is asked for than the grant holds
 */
export async function accessTokenClaims(
  db: Kysely<Database>,
  issuer: string,
  grant: Grant,
  parameters: Parameters,
  now: Date,
): Promise<JwtClaims> {
  const scope = await trueScopes(db, grant, narrowedScopes(grant, parameters.get('scope')));
  const audience = (parameters.get('aud') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return {
    ...(grant.username !== undefined ? { username: grant.username } : { globalid: grant.globalid }),
    scope,
    azp: grant.clientId,
    iss: issuer,
    exp: Math.floor(now.getTime() / 1000) + validitySeconds(parameters.get('validity')),
    ...(audience.length > 0 && { aud: audience }),
    jti: `${grant.ground}.${randomUUID()}`,
    sub: grant.username ?? grant.globalid,
  };
}

function narrowedScopes(grant: Grant, requested: string | undefined): readonly string[] {
  const scopes = parseScopes(requested ?? '').scopes.filter((scope) => scope !== 'offline_access');
  if (scopes.length === 0) return grant.scopes;
  const beyond = scopes.filter((scope) => !anyCovers(grant.scopes, scope));
  if (beyond.length > 0)
    throw new OAuthError('invalid_scope', { description: `Not held: ${beyond.join(', ')}` });
  return scopes;
}

const memberOf = 'user:memberof:';

/** A membership scope that is not true at this moment is left out. */
async function trueScopes(
  db: Kysely<Database>,
  grant: Grant,
  scopes: readonly string[],
): Promise<readonly string[]> {
  const organizations = scopes.flatMap((scope) =>
    scope.startsWith(memberOf) ? [scope.slice(memberOf.length)] : [],
  );
  if (grant.username === undefined || organizations.length === 0) return scopes;
  const roles = await listOrganizationRoles(db, organizations, grant.username);
  return scopes.filter((scope) => {
    const held = roles.get(scope.slice(memberOf.length));
    return !scope.startsWith(memberOf) || held?.isOwner || held?.isMember;
  });
}

/** `validity` can only shorten a token's life; anything that is no positive whole number is ignored. */
function validitySeconds(requested: string | undefined): number {
  const seconds = /^\d+$/.test(requested ?? '') ? Number(requested) : 0;
  return seconds > 0 ? Math.min(seconds, accessTokenSeconds) : accessTokenSeconds;
}
