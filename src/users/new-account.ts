import type { Transaction } from 'kysely';
import type { Database } from '../db/database.ts';
import { isUniqueViolation } from '../db/pg-errors.ts';
import { Conflict } from '../errors.ts';
import { insertValidatedEmailAddress } from './email-addresses/queries.ts';
import { insertValidatedPhoneNumber } from './phone-numbers/queries.ts';
import { insertUser, setPasswordHash } from './queries.ts';

/** A user as an operator makes one: all values are valid already, and the contacts need no confirmation. */
export interface NewAccount {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  /** What `Passwords.hash` returned. */
  readonly passwordHash: string;
  readonly emailAddress?: string | undefined;
  readonly phoneNumber?: string | undefined;
}

/** The label of the first address and the first number, as registration on the web site gives it. */
const firstLabel = 'main';

/**
 * Stores a user who can sign in at once.
 * @throws Conflict `user_exists`, `organization_exists`, `emailaddress_in_use` or `phonenumber_in_use`
 */
export async function insertAccount(
  trx: Transaction<Database>,
  { username, firstName, lastName, passwordHash, emailAddress, phoneNumber }: NewAccount,
  now: Date,
): Promise<void> {
  await insertUser(trx, { username, first_name: firstName, last_name: lastName, created_at: now });
  await setPasswordHash(trx, username, passwordHash, now);
  try {
    if (emailAddress) {
      await insertValidatedEmailAddress(
        trx,
        username,
        { label: firstLabel, emailaddress: emailAddress },
        now,
      );
    }
    if (phoneNumber) {
      await insertValidatedPhoneNumber(trx, username, { label: firstLabel, phonenumber: phoneNumber }, now);
    }
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): unknown {
  if (isUniqueViolation(error, 'validated_email_addresses_pkey'))
    return new Conflict('emailaddress_in_use', { cause: error });
  if (isUniqueViolation(error, 'validated_phone_numbers_pkey'))
    return new Conflict('phonenumber_in_use', { cause: error });
  return error;
}
