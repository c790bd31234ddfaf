import type { Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import {
  emailAddressKind,
  insertValidatedFact as insertValidatedEmail,
  listEmailAddresses,
} from './email-addresses/queries.ts';
import { entryLimit, insertEntry } from './labelled-entries/queries.ts';
import {
  insertValidatedFact as insertValidatedPhone,
  listPhoneNumbers,
  phoneNumberKind,
} from './phone-numbers/queries.ts';
import { lockUser } from './queries.ts';

/**
 * Contacts that a user proved to own by following a message that went there. They are put on the profile, unless they
 * are there or the profile is full, under labels made of themselves.
 */

export interface AdoptedAddress {
  readonly username: string;
  readonly address: string;
  readonly now: Date;
}

/** Does nothing about an address that is validated for another user. @returns whether it is validated by this */
export async function adoptEmailAddress(
  trx: Transaction<Database>,
  { username, address, now }: AdoptedAddress,
): Promise<boolean> {
  await lockUser(trx, username);
  const all = await listEmailAddresses(trx, username);
  if (!all.some((row) => row.address === address)) {
    if (all.length >= entryLimit) return false;
    const label = freeLabel(
      address,
      all.map((row) => row.label),
    );
    await insertEntry(trx, emailAddressKind, username, { label, address }, now);
  }
  return insertValidatedEmail(trx, { username, address }, now);
}

export interface AdoptedNumber {
  readonly username: string;
  readonly number: string;
  readonly now: Date;
}

/** Does nothing about a number that is validated for another user. @returns whether it is validated by this */
export async function adoptPhoneNumber(
  trx: Transaction<Database>,
  { username, number, now }: AdoptedNumber,
): Promise<boolean> {
  await lockUser(trx, username);
  const all = await listPhoneNumbers(trx, username);
  if (!all.some((row) => row.number === number)) {
    if (all.length >= entryLimit) return false;
    const label = freeLabel(
      number,
      all.map((row) => row.label),
    );
    await insertEntry(trx, phoneNumberKind, username, { label, number }, now);
  }
  return insertValidatedPhone(trx, { username, number }, now);
}

/** A label made of a contact: what labels may not hold becomes a hyphen. */
export function freeLabel(contact: string, taken: readonly string[]): string {
  const label = contact
    .replace(/[^a-zA-Z\d]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 45)
    .padEnd(2, '-');
  if (!taken.includes(label)) return label;
  const numbers = Array.from({ length: taken.length + 1 }, (_each, index) => `${label}-${index + 2}`);
  return numbers.find((each) => !taken.includes(each)) ?? label;
}
