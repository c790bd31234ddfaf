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
 * A contact that a user has proved to own by following a message sent there. It is added to the profile, under a label
 * made from the contact, unless it is there already or the profile is full.
 */

export interface AdoptedAddress {
  readonly username: string;
  readonly address: string;
  readonly now: Date;
}

/** Does nothing if the address is validated for another user. @returns whether it is validated for this user */
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

/** Does nothing if the number is validated for another user. @returns whether it is validated for this user */
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

/** A label made from a contact: characters that labels cannot contain become hyphens. */
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
