import type { Transaction } from 'kysely';
import type { Phonenumber } from '../../../generated/types.ts';
import type { Database } from '../../db/database.ts';
import { type EntryKind, insertEntry } from '../labelled-entries/queries.ts';

export const phoneNumberKind: EntryKind<'user_phone_numbers', Phonenumber> = {
  table: 'user_phone_numbers',
  sharedAs: ['phonenumbers', 'validatedphonenumbers'],
  columns: ({ phonenumber }) => ({ phone_number: phonenumber }),
};

/**
 * Adds a number that needs no validation by message.
 * @throws Conflict `duplicate_label`; any error when the number is validated for somebody already
 */
export async function insertValidatedPhoneNumber(
  trx: Transaction<Database>,
  username: string,
  input: Phonenumber,
  now: Date,
): Promise<void> {
  const { phone_number } = await insertEntry(trx, phoneNumberKind, username, input, now);
  await trx
    .insertInto('validated_phone_numbers')
    .values({ phone_number, username, validated_at: now })
    .execute();
}
