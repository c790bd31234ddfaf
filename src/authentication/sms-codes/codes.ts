import { maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { equalSecrets, hashToken, randomDigits, randomPaddedToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Language } from '../../i18n/catalogue.ts';
import type { SignInDependencies } from '../../portal/sign-in/dependencies.ts';
import { deletePendingLogin } from '../../sessions/queries.ts';
import type { LoginSmsCodeRow } from '../../sessions/tables.ts';
import { signInSms } from '../../sms/messages.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import type { PendingLogin } from '../sign-in/complete.ts';
import {
  countVoidedCode,
  findSmsCode,
  maximumWrongCodes,
  takeEntry,
  updateConfirmed,
  upsertSmsCode,
} from './queries.ts';

/** What the queue calls these messages. */
export const signInTemplate = 'signIn';

const lifetimeMinutes = 10;
const codeDigits = 6;
const maximumVoidedCodes = 3;

export interface SmsCodeRequest {
  readonly pending: PendingLogin;
  readonly number: string;
  /** `verify_phone` also adds the number to the profile. */
  readonly purpose: LoginSmsCodeRow['purpose'];
  readonly language: Language;
}

/**
 * Sends the one code of a pending sign-in, in place of an earlier one.
 * @throws TooManyRequests
 */
export async function sendSmsCode(
  { db, sealing, messages, publicUrl }: SignInDependencies,
  page: PageRequest,
  { pending, number, purpose, language }: SmsCodeRequest,
): Promise<void> {
  const { session_id, username, client_id } = pending;
  const { now, network } = page;
  const [key, code] = [randomPaddedToken(tokenBytes.mailLink), randomDigits(codeDigits)];
  const expires_at = new Date(now.getTime() + lifetimeMinutes * 60_000);
  const path = purpose === 'sign_in' ? 'sc' : 'pvl';
  const link = `${publicUrl}/${path}?c=${code}&k=${key}&l=${language}`;
  const message = signInSms(language, { number, code, link, organization: client_id ?? undefined });
  const row = {
    session_id,
    key_hash: hashToken(key),
    code_hash: hashCode(sealing, { session_id, phone_number: number, purpose }, code),
    purpose,
    phone_number: number,
    language,
    created_at: now,
    expires_at,
  };
  await inTransaction(db, async (trx) => {
    await upsertSmsCode(trx, row);
    const contact = maskPhoneNumber(number);
    await recordEvent(trx, actorOfPage(page, pending), 'code.sent', { username, contact });
    await messages.queueSms(trx, {
      template: signInTemplate,
      language,
      username,
      message,
      usefulUntil: expires_at,
      counts: [
        ['smsOfAccount', username],
        ['smsFromNetwork', network],
      ],
    });
  });
}

type CodeOwner = Pick<LoginSmsCodeRow, 'session_id' | 'phone_number' | 'purpose'>;

/** Six digits are guessed from a plain hash; and the code is good for one sign-in, number and purpose only. */
function hashCode(sealing: Sealing, owner: CodeOwner, code: string): Buffer {
  return sealing.keyedHash(textOf(owner, code), hashPurpose);
}

const hashPurpose = 'login_sms_code';

function textOf({ session_id, phone_number, purpose }: CodeOwner, code: string): string {
  return `${session_id} ${phone_number} ${purpose} ${code}`;
}

function isCode(sealing: Sealing, row: LoginSmsCodeRow, code: string): boolean {
  const stored = Buffer.from(row.code_hash).toString('hex');
  const hashes = sealing.keyedHashes(textOf(row, code), hashPurpose);
  return hashes.map((hash) => equalSecrets(hash.toString('hex'), stored)).includes(true);
}

/** What an entry is: the right code, with its row to use up; a wrong one; or there is nothing (left) to guess at. */
export type Entry =
  | { readonly outcome: 'right'; readonly row: LoginSmsCodeRow }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'noCode' }
  | { readonly outcome: 'ended' };

/**
 * Looks at an entered code. Five wrong entries void a code, three void codes end the pending sign-in. What was
 * confirmed by the link is right, whatever is entered.
 */
export async function checkEntry(
  { db, sealing }: SignInDependencies,
  { session_id }: Pick<PendingLogin, 'session_id'>,
  code: string,
  now: Date,
): Promise<Entry> {
  const live = await findSmsCode(db, session_id, now);
  if (live?.confirmed_at) return { outcome: 'right', row: live };
  if (code === '') return { outcome: 'missing' };
  const row = await takeEntry(db, session_id, now);
  if (!row) return { outcome: 'noCode' };
  if (isCode(sealing, row, code.trim())) return { outcome: 'right', row };
  const triesLeft = maximumWrongCodes - row.wrong_codes;
  if (triesLeft > 0) return { outcome: 'wrong', triesLeft };
  return (await endAfterTooMany(db, session_id)) ? { outcome: 'ended' } : { outcome: 'wrong', triesLeft };
}

async function endAfterTooMany(db: SignInDependencies['db'], sessionId: string): Promise<boolean> {
  if ((await countVoidedCode(db, sessionId)) < maximumVoidedCodes) return false;
  await inTransaction(db, (trx) => deletePendingLogin(trx, sessionId));
  return true;
}

/** Confirms by the link. @returns whether the waiting browser is let in */
export async function confirmByLink(
  deps: SignInDependencies,
  row: LoginSmsCodeRow,
  code: string,
  now: Date,
): Promise<boolean> {
  if (!(await isRightCode(deps, row, code, now))) return false;
  return updateConfirmed(deps.db, Buffer.from(row.key_hash), now);
}

/** Whether a link has the code of its key; another one counts as a wrong entry. */
export async function isRightCode(
  { db, sealing }: SignInDependencies,
  row: LoginSmsCodeRow,
  code: string,
  now: Date,
): Promise<boolean> {
  if (isCode(sealing, row, code)) return true;
  await takeEntry(db, row.session_id, now);
  return false;
}
