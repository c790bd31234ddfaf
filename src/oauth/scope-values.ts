import type { Kysely } from 'kysely';
import { type AuthorizationRecord, parseLabelledScope } from '../consents/coverage.ts';
import { findAuthorization } from '../consents/queries.ts';
import type { SharedKind } from '../consents/tables.ts';
import type { Database } from '../schema.ts';
import type { TokenBasis } from '../tokens/basis.ts';
import { type ClaimedProfile, findClaimedProfile } from '../users/profile-queries.ts';

/** A user as a client may see them: the profile, and the client's labels for its entries. */
export interface KnownUser {
  readonly profile: ClaimedProfile;
  /** Undefined for a user's API key, which uses the real labels. */
  readonly record: AuthorizationRecord | undefined;
}

/** @returns undefined for organizations, and when the user or the record is gone */
export async function findKnownUser(db: Kysely<Database>, basis: TokenBasis): Promise<KnownUser | undefined> {
  if (basis.kind === 'organizationApiKey') return undefined;
  const [profile, record] = await Promise.all([
    findClaimedProfile(db, basis.username),
    basis.kind === 'consent' ? findAuthorization(db, basis.username, basis.clientId) : undefined,
  ]);
  if (!profile || (basis.kind === 'consent' && !record)) return undefined;
  return { profile, record };
}

/**
 * The values of scopes that fit into one text: the name, email addresses and phone numbers. Missing values
 * are left out, and values that are not validated where the scope requires it.
 * @returns values by scope, in the order of the scopes
 */
export function scopeValues(user: KnownUser, scopes: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    scopes.flatMap((scope) => {
      const value = scope === 'user:name' ? nameOf(user.profile) : findContact(user, scope)?.value;
      return value ? [[scope, value] as const] : [];
    }),
  );
}

export function nameOf({ firstName, lastName }: ClaimedProfile): string {
  return `${firstName} ${lastName}`.trim();
}

export interface Contact {
  readonly value: string;
  readonly isValidated: boolean;
}

/**
 * The email address or phone number that a scope gives access to; undefined for other scopes, and when there is none.
 */
export function findContact(user: KnownUser, scope: string): Contact | undefined {
  const { emailAddresses, phoneNumbers } = user.profile;
  const email = findPart(user, scope, emailAddresses, ['emailaddresses', 'validatedemailaddresses']);
  if (email) return ifAllowed(scope, { value: email.address, isValidated: email.isValidated });
  const phone = findPart(user, scope, phoneNumbers, ['phonenumbers', 'validatedphonenumbers']);
  return phone && ifAllowed(scope, { value: phone.number, isValidated: phone.isValidated });
}

function ifAllowed(scope: string, contact: Contact): Contact | undefined {
  return scope.startsWith('user:validated:') && !contact.isValidated ? undefined : contact;
}

/**
 * The entry of a labelled list that a scope gives access to: the one that the record maps the scope's label to. The
 * default label is `main`.
 * @param kinds the kinds of scopes that may give access to this list; all when omitted
 */
export function findPart<Entry extends { readonly label: string }>(
  { record }: KnownUser,
  scope: string,
  entries: readonly Entry[],
  kinds?: readonly SharedKind[],
): Entry | undefined {
  const parsed = parseLabelledScope(scope);
  if (!parsed || parsed.write || (kinds && !kinds.includes(parsed.kind))) return undefined;
  const requested = parsed.label ?? 'main';
  const mapped = record?.labels.find(
    ({ kind, requestedLabel }) => kind === parsed.kind && requestedLabel === requested,
  );
  const label = record ? mapped?.realLabel : requested;
  return entries.find((entry) => entry.label === label);
}
