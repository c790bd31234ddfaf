import type { Transaction } from 'kysely';
import { Conflict } from '../base/errors.ts';
import { isUniqueViolation } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { insertValidatedEmailAddress } from './email-addresses/queries.ts';
import { setPasswordHash } from './password-queries.ts';
import { insertValidatedPhoneNumber } from './phone-numbers/queries.ts';
import { insertNumberedUser, insertUser } from './queries.ts';

/** A user who can sign in at once. All values have been validated, and the contacts need no confirmation. */
interface NewPerson {
  readonly firstName: string;
  readonly lastName: string;
  /** The result of `Passwords.hash`. */
  readonly passwordHash: string;
  readonly emailAddress?: string | undefined;
  readonly phoneNumber?: string | undefined;
}

/** A user as an operator creates one. */
export interface NewAccount extends NewPerson {
  readonly username: string;
}

/** A user as registration creates one. */
export interface RegisteredAccount extends NewPerson {
  /** The beginning of the username. */
  readonly usernameBase: string;
  readonly language: string;
}

/** The label of the first email address and phone number, as registration on the site assigns it. */
const firstLabel = 'main';

/**
 * Stores a user who can sign in at once.
 * @throws Conflict `user_exists`, `organization_exists`, `emailaddress_in_use` or `phonenumber_in_use`
 */
export async function insertAccount(
  trx: Transaction<Database>,
  account: NewAccount,
  now: Date,
): Promise<void> {
  const { username, firstName, lastName } = account;
  await insertUser(trx, username, { firstName, lastName }, now);
  await insertCredentialsAndContacts(trx, username, account, now);
}

/**
 * Same as `insertAccount`, under the first free username.
 * @returns the username
 * @throws Conflict `emailaddress_in_use` or `phonenumber_in_use`
 */
export async function insertRegisteredAccount(
  trx: Transaction<Database>,
  account: RegisteredAccount,
  now: Date,
): Promise<string> {
  const { usernameBase, firstName, lastName, language } = account;
  const username = await insertNumberedUser(trx, usernameBase, { firstName, lastName, language }, now);
  await insertCredentialsAndContacts(trx, username, account, now);
  return username;
}

async function insertCredentialsAndContacts(
  trx: Transaction<Database>,
  username: string,
  { passwordHash, emailAddress, phoneNumber }: NewPerson,
  now: Date,
): Promise<void> {
  await setPasswordHash(trx, username, passwordHash, now);
  try {
    if (emailAddress) {
      const entry = { label: firstLabel, address: emailAddress };
      await insertValidatedEmailAddress(trx, username, entry, now);
    }
    if (phoneNumber) {
      await insertValidatedPhoneNumber(trx, username, { label: firstLabel, number: phoneNumber }, now);
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
