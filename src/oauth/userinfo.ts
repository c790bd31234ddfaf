import type { RequestHandler } from 'express';
import type { Kysely } from 'kysely';
import { effectiveSharedScopes } from '../access/effective-scopes.ts';
import type { Clock } from '../base/clock.ts';
import { InsufficientScope, Unauthenticated } from '../base/errors.ts';
import { OAuthError } from '../base/oauth-errors.ts';
import { hashToken } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import { findOpenidToken, type OpenidToken } from '../tokens/access-token-queries.ts';
import { impliedScope } from '../tokens/scopes.ts';
import { toUser } from '../users/views.ts';
import { respond } from '../web/respond.ts';
import { type Parameters, readForm } from './parameters.ts';
import { findContact, findKnownUser, findPart, type KnownUser, nameOf, scopeValues } from './scope-values.ts';

export interface UserinfoDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly publicUrl: string;
}

/**
 * `GET` and `POST /v1/oauth/userinfo` (OpenID Connect Core 1.0, section 5.3): what the user shares with the client, as
 * far as the token's scopes go. The token comes in the `Authorization` header or, by POST, in the form (RFC 6750,
 * sections 2.1 and 2.2); never in the query.
 */
export function userinfoEndpoint({ db, clock, publicUrl }: UserinfoDependencies): RequestHandler {
  return async (request, response) => {
    const form: Parameters = request.method === 'POST' ? await readForm(request, response) : new Map();
    const text = bearerToken(request.headers.authorization, form.get('access_token'));
    const token = await findOpenidToken(db, hashToken(text), clock.now());
    if (!token) throw new Unauthenticated('invalid_token', { detail: 'unknown or expired access token' });
    if (!token.isOpenid || token.grantedTo === null || token.username === null)
      throw new InsufficientScope(['openid']);
    const body = await claimsFor(db, publicUrl, { ...token, username: token.username });
    respond(response, { status: 200, headers: { Pragma: 'no-cache' }, body });
  };
}

function bearerToken(authorization: string | undefined, inForm: string | undefined): string {
  if (authorization !== undefined && inForm !== undefined)
    throw new OAuthError('invalid_request', { description: 'Send the access token once.' });
  if (authorization === undefined && inForm === undefined) throw new Unauthenticated();
  const [, inHeader] = /^(?:bearer|token)[ \t]+(\S+)$/i.exec(authorization?.trim() ?? '') ?? [];
  const token = inForm ?? inHeader;
  if (token === undefined) throw new Unauthenticated('invalid_token', { detail: 'unknown authorization' });
  return token;
}

async function claimsFor(
  db: Kysely<Database>,
  publicUrl: string,
  { username, clientId, scopes }: OpenidToken & { readonly username: string },
): Promise<Record<string, unknown>> {
  const user = await findKnownUser(db, { kind: 'consent', username, clientId });
  if (!user?.record)
    throw new Unauthenticated('invalid_token', { detail: 'the user shares nothing any more' });
  const effective = await effectiveSharedScopes(db, username, user.record, scopes);
  const ofAliases = effective.flatMap((scope) => aliasClaims[scope]?.(user, publicUrl) ?? []);
  return {
    ...Object.fromEntries(scopeValues(user, effective)),
    ...Object.fromEntries(ofAliases.filter(([, value]) => value !== undefined && value !== '')),
    sub: username,
  };
}

type Claim = readonly [name: string, value: unknown];

/** The standard claims of OpenID Connect Core 1.0, section 5.4, by the scope that asks for them. */
const aliasClaims: Readonly<Record<string, (user: KnownUser, publicUrl: string) => readonly Claim[]>> = {
  profile: (user, publicUrl) => [
    ['name', nameOf(user.profile)],
    ['given_name', user.profile.firstName],
    ['family_name', user.profile.lastName],
    ['preferred_username', user.profile.username],
    ['picture', pictureOf(user, publicUrl)],
  ],
  email: (user) => contactClaims(user, 'email', 'email'),
  phone: (user) => contactClaims(user, 'phone', 'phone_number'),
  address: (user) => [['address', addressOf(user)]],
};

function contactClaims(user: KnownUser, alias: string, claim: string): readonly Claim[] {
  const contact = findContact(user, impliedScope(alias));
  if (!contact) return [];
  return [
    [claim, contact.value],
    [`${claim}_verified`, contact.isValidated],
  ];
}

/** A picture only if the user shares one under the label `main`. */
function pictureOf(user: KnownUser, publicUrl: string): string | undefined {
  return findPart(user, 'user:avatar:main', toUser(user.profile, publicUrl).avatars)?.source;
}

/** OpenID Connect Core 1.0, section 5.1.1. */
function addressOf(user: KnownUser): Record<string, string> | undefined {
  const found = findPart(user, impliedScope('address'), user.profile.addresses);
  if (!found) return undefined;
  const street = [found.street, found.nr].filter(Boolean).join(' ');
  const town = [found.postalCode, found.city].filter(Boolean).join(' ');
  const lines = {
    street_address: [street, found.other].filter(Boolean).join('\n'),
    locality: found.city,
    postal_code: found.postalCode,
    country: found.country,
    formatted: [street, found.other, town, found.country].filter(Boolean).join('\n'),
  };
  return Object.fromEntries(Object.entries(lines).filter(([, line]) => line));
}
