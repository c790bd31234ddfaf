import type { Kysely, Transaction } from 'kysely';
import type { NewUser } from '../../generated/types.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Actor } from '../base/actor.ts';
import { NotFound, TooManyRequests } from '../base/errors.ts';
import { inTransaction } from '../db/pg-errors.ts';
import { normalEmailAddress } from '../names/email-address.ts';
import type { Database } from '../schema.ts';
import { startEmailValidation } from './email-addresses/validation.ts';
import { insertAccount, type NewAccount } from './new-account.ts';
import { insertProfile } from './new-profile.ts';
import type { NoticeDependencies } from './notices/notify-user.ts';
import { checkedPersonName } from './person-name.ts';
import { type Preferences, type User, updateName, updatePreferences } from './queries.ts';

interface UserDependencies {
  readonly db: Kysely<Database>;
}

/**
 * Creates a user as an organization describes one: without a password and with no contact validated. Each email address
 * gets a validation mail, as far as the limits for mails allow.
 * @throws as `insertProfile`
 */
export function createUser(
  deps: UserDependencies & NoticeDependencies,
  actor: Actor,
  user: NewUser,
): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    await insertProfile(trx, user, actor.now);
    await recordEvent(trx, actor, 'account.created', { username: user.username });
    await requestValidations(trx, deps, actor, user);
  });
}

/** Sends one mail to each address. Addresses beyond the limits get none; the user can request it later. */
async function requestValidations(
  trx: Transaction<Database>,
  deps: NoticeDependencies,
  actor: Actor,
  { username, emailaddresses }: NewUser,
): Promise<void> {
  const addresses = new Set(emailaddresses.map(({ emailaddress }) => normalEmailAddress(emailaddress)));
  for (const address of addresses) {
    const request = { username, address, language: 'en' } as const;
    await startEmailValidation(trx, deps, actor, request).catch(ignoreLimit);
  }
}

function ignoreLimit(error: unknown): void {
  if (!(error instanceof TooManyRequests)) throw error;
}

/** Creates a user who can sign in at once. @throws BadRequest, and as `insertAccount` */
export async function createAccount(
  { db }: UserDependencies,
  actor: Actor,
  account: NewAccount,
): Promise<void> {
  const names = checkedNames(account);
  return inTransaction(db, async (trx) => {
    await insertAccount(trx, { ...account, ...names }, actor.now);
    await recordEvent(trx, actor, 'account.created', { username: account.username });
  });
}

function checkedNames({ firstName, lastName }: Pick<User, 'firstName' | 'lastName'>) {
  return {
    firstName: checkedPersonName(firstName, 'firstname'),
    lastName: checkedPersonName(lastName, 'lastname'),
  };
}

/** @throws BadRequest, NotFound `user_not_found` */
export async function changeName(
  { db }: UserDependencies,
  actor: Actor,
  { username, ...given }: Pick<User, 'username' | 'firstName' | 'lastName'>,
): Promise<void> {
  const name = checkedNames(given);
  return inTransaction(db, async (trx) => {
    if (!(await updateName(trx, username, name))) throw new NotFound('user_not_found');
    await recordEvent(trx, actor, 'name.changed', { username });
  });
}

export function changePreferences(
  { db }: UserDependencies,
  actor: Actor,
  { username, ...preferences }: Preferences & { readonly username: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await updatePreferences(trx, username, preferences))) return;
    await recordEvent(trx, actor, 'preferences.changed', { username });
  });
}
