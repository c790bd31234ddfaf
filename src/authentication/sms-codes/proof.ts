import type { Transaction } from 'kysely';
import { maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Database } from '../../schema.ts';
import type { LoginSmsCodeRow } from '../../sessions/tables.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { replaceEntry } from '../../users/labelled-entries/acts.ts';
import { findEntry, insertEntry } from '../../users/labelled-entries/queries.ts';
import { tellContactChange } from '../../users/notices/security-changes.ts';
import type { NoticeDependencies } from '../../users/notices/tell-user.ts';
import {
  findPhoneOwner,
  insertValidatedFact,
  listPhoneNumbers,
  phoneNumberKind,
} from '../../users/phone-numbers/queries.ts';
import { clearUserExpiry, lockUser } from '../../users/queries.ts';
import type { FactorProof, PendingLogin } from '../sign-in/complete.ts';
import { findMethods, hasNoMethod } from '../sign-in/methods.ts';
import { deleteSmsCode } from './queries.ts';

/** A right code of a text message. One for a number that was not validated yet validates it, if that is still allowed. */
export function proofOfSmsCode(
  deps: NoticeDependencies,
  page: PageRequest,
  pending: PendingLogin,
  row: LoginSmsCodeRow,
): FactorProof {
  const { username } = pending;
  return {
    amr: ['sms'],
    factor: 'sms',
    phoneNumber: row.phone_number,
    async spend(trx) {
      if (!(await deleteSmsCode(trx, row))) return false;
      if (row.purpose === 'sign_in') return isStillOwn(trx, username, row.phone_number);
      if (!(await addNumber(trx, username, row.phone_number, page.now))) return false;
      const fields = { username, contact: maskPhoneNumber(row.phone_number) };
      await recordEvent(trx, actorOfPage(page, pending), 'phone.validated', fields);
      const changed = { username, change: 'phoneConfirmed', contact: row.phone_number } as const;
      await tellContactChange(deps, trx, changed, page.now);
      return true;
    },
  };
}

/** The number may have been taken off the profile after the code went out. */
async function isStillOwn(trx: Transaction<Database>, username: string, number: string): Promise<boolean> {
  return (await findPhoneOwner(trx, number))?.username === username;
}

const label = 'main';

/**
 * Gives an account without any factor its first number, in place of what stood under `main`.
 * @returns false when the account has a factor by now, or the number is validated for another account
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
