import type { Kysely } from 'kysely';
import type { Database } from '../../schema.ts';
import { findProfile } from '../../users/profile-queries.ts';

export interface PersonalData {
  readonly firstName: string;
  readonly lastName: string;
  /** Username, email addresses and phone numbers. */
  readonly others: readonly string[];
}

/** What others know about a user and try first. No password may consist of little more. */
export function knownWords({ firstName, lastName, others }: PersonalData): readonly string[] {
  return [firstName, lastName, `${firstName}${lastName}`, `${firstName} ${lastName}`, ...others];
}

/** The known words of an existing user, including unconfirmed contacts. Empty for an unknown user. */
export async function findKnownWords(db: Kysely<Database>, username: string): Promise<readonly string[]> {
  const profile = await findProfile(db, username);
  if (!profile) return [];
  const { firstName, lastName, emailAddresses, phoneNumbers } = profile;
  const addresses = emailAddresses.map(({ address }) => address);
  const numbers = phoneNumbers.map(({ number }) => number);
  return knownWords({ firstName, lastName, others: [username, ...addresses, ...numbers] });
}
