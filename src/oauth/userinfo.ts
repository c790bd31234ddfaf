import type { Kysely } from 'kysely';
import { type TokenCredential, tokenCredential } from '../access/credentials.ts';
import { effectiveSharedScopes } from '../access/effective-scopes.ts';
import { confirmPossession, inScheme } from '../access/possession.ts';
import {
  findJwtAndUser,
  findTokenAndUser,
  type TokenAndUser,
  type UserinfoToken,
} from '../access/presented-token-queries.ts';
import type { Clock } from '../base/clock.ts';
import { InsufficientScope, Unauthenticated } from '../base/errors.ts';
import { OAuthError } from '../base/oauth-errors.ts';
import type { JwtVerifier } from '../crypto/jwt.ts';
import { hashToken } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import type { TokenBasis } from '../tokens/basis.ts';
import type { Dpop } from '../tokens/dpop/dpop.ts';
import { findLivePresentedJwt } from '../tokens/presented-jwt.ts';
import type { Handler } from '../web/endpoints.ts';
import { listGroups } from './groups.ts';
import { noParameters, readForm } from './parameters.ts';
import { type KnownUser, scopeValues } from './scope-values.ts';
import { standardClaims } from './standard-claims.ts';

export interface UserinfoDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly dpop: Dpop;
  readonly jwtVerifier: JwtVerifier;
}

/**
 * `GET` and `POST /v1/oauth/userinfo` (OpenID Connect Core 1.0, section 5.3): what the user shares with the client,
 * limited to the scopes of the token. The token is sent in the `Authorization` header (RFC 6750, section 2.1; RFC 9449,
 * section 7.1) or, with POST, in the form (RFC 6750, section 2.2); never in the query.
 */
export function userinfoEndpoint(deps: UserinfoDependencies): Handler {
  const { db, publicUrl, dpop } = deps;
  return async (context) => {
    const { request, response } = context;
    const form = request.method === 'POST' ? await readForm(context) : noParameters;
    const credential = credentialOf(request.headers.authorization, form.get('access_token'));
    const found = await findToken(deps, credential);
    if (!found) throw inScheme(credential, unknownToken());
    const { token } = found;
    const presented = dpop.present(request, response);
    await confirmPossession(dpop, credential, token.jkt ?? undefined, presented);
    context.caller = kindOf(token);
    if (!token.isOpenid || token.grantedTo === null || token.username === null)
      throw new InsufficientScope(['openid']);
    const body = await claimsFor(db, publicUrl, { ...token, username: token.username }, knownUser(found));
    return { status: 200, headers: { Pragma: 'no-cache' }, body };
  };
}

function kindOf({ grantedTo, username }: UserinfoToken): TokenBasis['kind'] {
  if (grantedTo !== null) return 'consent';
  return username === null ? 'organizationApiKey' : 'userApiKey';
}

/** Accepts an opaque token, or a JWT (RFC 9068) with the scope `openid`. */
async function findToken(
  { db, clock, jwtVerifier }: UserinfoDependencies,
  { kind, token }: TokenCredential,
): Promise<TokenAndUser | undefined> {
  if (kind === 'opaque') return findTokenAndUser(db, hashToken(token), clock.now());
  const { access } = (await findLivePresentedJwt(jwtVerifier, token)) ?? {};
  return access?.isOpenid ? findJwtAndUser(db, access) : undefined;
}

function knownUser({ profile, record }: TokenAndUser): KnownUser | undefined {
  return profile && record && { profile, record };
}

/** The fields of a user's token that userinfo needs. */
type UserOfToken = Pick<UserinfoToken, 'clientId' | 'scopes' | 'tellsGroups'> & { readonly username: string };

function unknownToken(): Unauthenticated {
  return new Unauthenticated('invalid_token', { detail: 'unknown or expired access token' });
}

function credentialOf(authorization: string | undefined, inForm: string | undefined): TokenCredential {
  if (authorization !== undefined && inForm !== undefined)
    throw new OAuthError('invalid_request', { description: 'Send the access token once.' });
  if (authorization === undefined && inForm === undefined) throw new Unauthenticated();
  const [, scheme, inHeader] = /^(bearer|token|dpop)[ \t]+(\S+)$/i.exec(authorization?.trim() ?? '') ?? [];
  const token = inForm ?? inHeader;
  if (token === undefined) throw new Unauthenticated('invalid_token', { detail: 'unknown authorization' });
  return tokenCredential(token, scheme?.toLowerCase() === 'dpop' ? 'dpop' : undefined);
}

/**
 * The claims that userinfo answers for a user's token.
 * @param user as the client may see them
 * @throws Unauthenticated when the user no longer shares anything
 */
export async function claimsFor(
  db: Kysely<Database>,
  publicUrl: string,
  { username, clientId, scopes, tellsGroups }: UserOfToken,
  user: KnownUser | undefined,
): Promise<Record<string, unknown>> {
  if (!user?.record)
    throw new Unauthenticated('invalid_token', { detail: 'the user no longer shares anything' });
  const effective = await effectiveSharedScopes(db, username, user.record, scopes);
  return {
    ...Object.fromEntries(scopeValues(user, effective)),
    ...standardClaims(user, effective, publicUrl),
    ...(tellsGroups && { groups: await listGroups(db, username, clientId) }),
    sub: username,
  };
}
