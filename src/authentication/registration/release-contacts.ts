import type { Transaction } from 'kysely';
import { maskEmailAddress, maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import {
  deleteValidatedFact as deleteEmailFact,
  listEmailAddresses,
} from '../../users/email-addresses/queries.ts';
import {
  deleteValidatedFact as deletePhoneFact,
  listPhoneNumbers,
} from '../../users/phone-numbers/queries.ts';
import { lockUser } from '../../users/queries.ts';
import { checkPassword, type PasswordCheckDependencies } from '../passwords/check.ts';

/**
 * For test environments: makes the validated email addresses and phone numbers of an account available for
 * registration again. Account, profile and password stay.
 * @returns the username; undefined when the name or password is wrong
 * @throws TooManyRequests
 */
export async function releaseContacts(
  deps: PasswordCheckDependencies,
  actor: Actor,
  credentials: { readonly login: string; readonly password: string },
): Promise<string | undefined> {
  const account = await checkPassword(deps, actor, credentials);
  if (!account) return undefined;
  await inTransaction(deps.db, (trx) => deleteFacts(trx, actor, account.username));
  return account.username;
}

async function deleteFacts(trx: Transaction<Database>, actor: Actor, username: string): Promise<void> {
  await lockUser(trx, username);
  for (const { address } of await listEmailAddresses(trx, username)) {
    await deleteEmailFact(trx, { username, address });
    await recordEvent(trx, actor, 'email.removed', { username, contact: maskEmailAddress(address) });
  }
  for (const { number } of await listPhoneNumbers(trx, username)) {
    await deletePhoneFact(trx, { username, number });
    await recordEvent(trx, actor, 'phone.removed', { username, contact: maskPhoneNumber(number) });
  }
}
