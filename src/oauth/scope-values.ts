import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { type AuthorizationRecord, parseLabelledScope } from '../users/authorizations/coverage.ts';
import { findAuthorization } from '../users/authorizations/queries.ts';
import { findProfile, type Profile } from '../users/profile.ts';
import type { Ground } from './standing.ts';

/** A user as a client may know it: the profile, and what the client calls its parts. */
export interface KnownUser {
  readonly profile: Profile;
  /** undefined for a user's own API key, which knows the parts by their real labels. */
  readonly record: AuthorizationRecord | undefined;
}

/** @returns undefined when the user or the record is gone, and for organizations */
export async function findKnownUser(db: Kysely<Database>, ground: Ground): Promise<KnownUser | undefined> {
  if (ground.kind === 'organizationKey') return undefined;
  const [profile, record] = await Promise.all([
    findProfile(db, ground.username),
    ground.kind === 'consent' ? findAuthorization(db, ground.username, ground.clientId) : undefined,
  ]);
  if (!profile || (ground.kind === 'consent' && !record)) return undefined;
  return { profile, record };
}

/**
 * The values that scopes open and that fit into one text (oauth 8.6): the name, email addresses and phone numbers.
 * What is missing, or not validated where a validated one is asked for, is left out.
 * @returns by scope, in the order of the scopes
 */
export function scopeValues(user: KnownUser, scopes: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    scopes.flatMap((scope) => {
      const value = scope === 'user:name' ? nameOf(user.profile) : findContact(user, scope)?.value;
      return value ? [[scope, value] as const] : [];
    }),
  );
}

/** First and last name. */
export function nameOf({ first_name, last_name }: Profile): string {
  return `${first_name} ${last_name}`.trim();
}

export interface Contact {
  readonly value: string;
  readonly isValidated: boolean;
}

/** The email address or phone number that a scope opens; undefined for other scopes, and when there is none. */
export function findContact({ profile, record }: KnownUser, scope: string): Contact | undefined {
  const asked = parseLabelledScope(scope);
  if (!asked || asked.write) return undefined;
  const requested = asked.label ?? 'main';
  const entry = record?.labels.find(
    ({ kind, requested_label }) => kind === asked.kind && requested_label === requested,
  );
  const label = record ? entry?.real_label : requested;
  switch (asked.kind) {
    case 'emailaddresses':
      return emailUnder(profile, label);
    case 'validatedemailaddresses':
      return ifValidated(emailUnder(profile, label));
    case 'phonenumbers':
      return phoneUnder(profile, label);
    case 'validatedphonenumbers':
      return ifValidated(phoneUnder(profile, label));
    default:
      return undefined;
  }
}

function emailUnder({ email_addresses }: Profile, label: string | undefined): Contact | undefined {
  const row = email_addresses.find((address) => address.label === label);
  return row && { value: row.email_address, isValidated: row.is_validated };
}

function phoneUnder({ phone_numbers }: Profile, label: string | undefined): Contact | undefined {
  const row = phone_numbers.find((number) => number.label === label);
  return row && { value: row.phone_number, isValidated: row.is_validated };
}

function ifValidated(contact: Contact | undefined): Contact | undefined {
  return contact?.isValidated ? contact : undefined;
}
