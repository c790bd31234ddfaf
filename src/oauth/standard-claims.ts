import { impliedScope } from '../tokens/scopes.ts';
import { toAvatars } from '../users/views.ts';
import { findContact, findPart, type KnownUser, nameOf } from './scope-values.ts';

export type Claims = Readonly<Record<string, unknown>>;

/**
 * The standard claims (OpenID Connect Core 1.0, section 5.1) of the scopes `profile`, `email`, `phone` and `address`,
 * as far as the user has a value and shares it.
 * @param scopes those that are effective now
 */
export function standardClaims(user: KnownUser, scopes: readonly string[], publicUrl: string): Claims {
  const claims = scopes.flatMap((scope) => aliasClaims[scope]?.(user, publicUrl) ?? []);
  return Object.fromEntries(claims.filter(([, value]) => value !== undefined && value !== ''));
}

type Claim = readonly [name: string, value: unknown];

/** The standard claims by the scope that requests them (OpenID Connect Core 1.0, section 5.4). */
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

/** The picture that the user shares under the label `main`, if any. */
function pictureOf(user: KnownUser, publicUrl: string): string | undefined {
  return findPart(user, 'user:avatar:main', toAvatars(user.profile, publicUrl))?.source;
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
