import type { Transaction } from 'kysely';
import type { EmailAddress } from '../../../generated/types.ts';
import type { Database } from '../../db/database.ts';
import { type EntryKind, insertEntry } from '../labelled-entries/queries.ts';

export const emailAddressKind: EntryKind<'user_email_addresses', EmailAddress> = {
  table: 'user_email_addresses',
  sharedAs: ['emailaddresses', 'validatedemailaddresses'],
  columns: ({ emailaddress }) => ({ email_address: emailaddress.toLowerCase() }),
};

/**
 * Adds an address that needs no validation by mail.
 * @throws Conflict `duplicate_label`; any error when the address is validated for somebody already
 */
export async function insertValidatedEmailAddress(
  trx: Transaction<Database>,
  username: string,
  input: EmailAddress,
  now: Date,
): Promise<void> {
  const { email_address } = await insertEntry(trx, emailAddressKind, username, input, now);
  await trx
    .insertInto('validated_email_addresses')
    .values({ email_address, username, validated_at: now })
    .execute();
}
