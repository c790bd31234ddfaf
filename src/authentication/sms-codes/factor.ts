import type { Transaction } from 'kysely';
import { maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import type { Database } from '../../schema.ts';
import { replaceEntry } from '../../users/labelled-entries/acts.ts';
import { findEntry, insertEntry } from '../../users/labelled-entries/queries.ts';
import type { NoticeDependencies } from '../../users/notices/notify-user.ts';
import { notifyContactChange } from '../../users/notices/security-changes.ts';
import {
  findPhoneOwner,
  insertValidatedFact,
  listPhoneNumbers,
  phoneNumberKind,
} from '../../users/phone-numbers/queries.ts';
import { clearUserExpiry, lockUser } from '../../users/queries.ts';
import type { PendingLogin, VerifiedFactor } from '../sign-in/complete.ts';
import { findMethods, hasNoMethod } from '../sign-in/methods.ts';
import { deleteSmsCode, type LoginSmsCode } from './queries.ts';

/**
 * The right code from an SMS. If its phone number is not validated yet, spending the code validates it, if
 * still allowed.
 */
export function factorOfSmsCode(
  deps: NoticeDependencies,
  actor: Actor,
  { username }: PendingLogin,
  code: LoginSmsCode,
): VerifiedFactor {
  const { phoneNumber, purpose } = code;
  return {
    amr: ['sms'],
    factor: 'sms',
    phoneNumber,
    async spend(trx) {
      if (!(await deleteSmsCode(trx, code))) return false;
      if (purpose === 'sign_in') return isStillOwn(trx, username, phoneNumber);
      if (!(await addNumber(trx, username, phoneNumber, actor.now))) return false;
      await recordEvent(trx, actor, 'phone.validated', { username, contact: maskPhoneNumber(phoneNumber) });
      const changed = { username, change: 'phoneConfirmed', contact: phoneNumber } as const;
      await notifyContactChange(deps, trx, changed, actor.now);
      return true;
    },
  };
}

/** The phone number may have left the profile after the code was sent. */
async function isStillOwn(trx: Transaction<Database>, username: string, number: string): Promise<boolean> {
  return (await findPhoneOwner(trx, number))?.username === username;
}

const label = 'main';

/**
 * Gives an account without any factor its first phone number, replacing the entry `main`.
 * @returns false when the account has since got a factor, or the number is validated for another account
 */
async function addNumber(
  trx: Transaction<Database>,
  username: string,
  number: string,
  now: Date,
): Promise<boolean> {
  await lockUser(trx, username);
  if (!hasNoMethod(await findMethods(trx, username))) return false;
  const known = await listPhoneNumbers(trx, username);
  if (!known.some((entry) => entry.number === number)) await storeNumber(trx, username, number, now);
  await insertValidatedFact(trx, { username, number }, now);
  await clearUserExpiry(trx, username);
  return isStillOwn(trx, username, number);
}

async function storeNumber(
  trx: Transaction<Database>,
  username: string,
  number: string,
  now: Date,
): Promise<void> {
  const entry = { label, number };
  if (await findEntry(trx, phoneNumberKind, username, label))
    await replaceEntry(trx, phoneNumberKind, username, label, entry);
  else await insertEntry(trx, phoneNumberKind, username, entry, now);
}
