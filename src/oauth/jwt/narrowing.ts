import type { Kysely } from 'kysely';
import { effectiveScopes } from '../../access/effective-scopes.ts';
import type { Database } from '../../schema.ts';
import { anyCovers, impliedScope } from '../../tokens/scopes.ts';
import type { JwtRequest } from './request.ts';
import type { JwtSource } from './sources.ts';

export interface NarrowedScopes {
  /** The scopes of the JWT. */
  readonly granted: readonly string[];
  /** The scopes that a refresh token keeps. Memberships stay as requested, because they are checked on each use. */
  readonly lasting: readonly string[];
}

/**
 * The scopes of a JWT: the requested ones, or all of the source, as far as they are effective now.
 * Memberships that do not hold are left out. Any other requested scope must be held, and offline access must be
 * granted.
 * @throws the refusals of the source
 */
export async function narrowScopes(
  db: Kysely<Database>,
  source: JwtSource,
  { scopes: requested, audience, offline }: Pick<JwtRequest, 'scopes' | 'audience' | 'offline'>,
): Promise<NarrowedScopes> {
  const held = [...new Set(source.scopes.map(impliedScope))];
  const named = requested ? [...new Set(requested.map(impliedScope))] : unnamed(held, audience);
  refuseBeyond(
    source,
    named.filter((scope) => !anyCovers(held, scope)),
  );
  const counted = offline ? [...named, 'offline_access'] : named;
  const found = await effectiveScopes(db, source.subject.basis, counted, source.isBasisKnown);
  if (!found) throw source.refusals.gone();
  if (offline && !found.includes('offline_access')) throw source.refusals.beyond('offline_access');
  const effective = found.filter((scope) => scope !== 'offline_access');
  const lost = named.filter((scope) => !isMembership(scope) && !effective.includes(scope));
  refuseBeyond(
    source,
    lost.filter((scope) => !held.includes(scope)),
  );
  if (effective.length === 0 && lost.length > 0) throw source.refusals.gone();
  return { granted: effective, lasting: named.filter((scope) => !lost.includes(scope)) };
}

/**
 * The scopes of a request without `scope`: all, except that full power over an account needs a request without
 * audience.
 */
function unnamed(held: readonly string[], audience: readonly string[]): readonly string[] {
  return audience.length === 0 ? held : held.filter((scope) => scope !== 'user:admin');
}

function refuseBeyond({ refusals }: JwtSource, missing: readonly string[]): void {
  if (missing.length > 0) throw refusals.beyond(missing.join(', '));
}

function isMembership(scope: string): boolean {
  return scope.startsWith('user:memberof:');
}
