import { maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { hashToken, randomDigits, randomPaddedToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Language } from '../../i18n/catalogue.ts';
import { countVoidedCode, deletePendingLogin } from '../../sessions/queries.ts';
import { signInSms } from '../../sms/messages.ts';
import { findSecondFactors } from '../authenticator/queries.ts';
import type { PendingLogin } from '../sign-in/complete.ts';
import type { AuthenticationDependencies } from '../sign-in/dependencies.ts';
import { hashCode, isCode } from './code.ts';
import {
  countEntry,
  findLinkedCode,
  findSmsCode,
  type LinkedCode,
  type LoginSmsCode,
  maximumWrongCodes,
  updateConfirmed,
  upsertSmsCode,
} from './queries.ts';

/** The name of these messages in the outbox. */
export const signInTemplate = 'signIn';

const lifetimeMinutes = 10;
const codeDigits = 6;
const maximumVoidedCodes = 3;

type Dependencies = Pick<AuthenticationDependencies, 'db' | 'sealing' | 'messages' | 'publicUrl'>;

export interface SmsCodeRequest {
  readonly pending: PendingLogin;
  readonly number: string;
  /** `verify_phone` also adds the number to the profile. */
  readonly purpose: LoginSmsCode['purpose'];
  readonly language: Language;
}

/**
 * Sends the code of a pending sign-in. It replaces an earlier one.
 * @throws TooManyRequests; NumberNotServed
 */
export async function sendSmsCode(
  { db, sealing, messages, publicUrl }: Dependencies,
  actor: Actor,
  { pending, number, purpose, language }: SmsCodeRequest,
): Promise<void> {
  const { sessionId, username, clientId } = pending;
  const { now, network } = actor;
  const [key, code] = [randomPaddedToken(tokenBytes.mailLink), randomDigits(codeDigits)];
  const expiresAt = new Date(now.getTime() + lifetimeMinutes * 60_000);
  const path = purpose === 'sign_in' ? 'sc' : 'pvl';
  const link = `${publicUrl}/${path}?c=${code}&k=${key}&l=${language}`;
  const message = signInSms(language, { number, code, link, organization: clientId ?? undefined });
  const owner = { sessionId, phoneNumber: number, purpose };
  const hashes = { keyHash: hashToken(key), codeHash: hashCode(sealing, owner, code) };
  const counts = [['smsOfAccount', username] as const, ['smsFromNetwork', network] as const];
  await inTransaction(db, async (trx) => {
    await upsertSmsCode(trx, { ...owner, ...hashes, language, createdAt: now, expiresAt });
    await recordEvent(trx, actor, 'code.sent', { username, contact: maskPhoneNumber(number) });
    const isSignInCode = purpose === 'sign_in';
    const about = { template: signInTemplate, language, username, isSignInCode } as const;
    await messages.queueSms(trx, { ...about, message, usefulUntil: expiresAt, counts });
  });
}

/**
 * Sends the code to one of the user's validated phone numbers.
 * @returns false when no number has the label
 * @throws TooManyRequests; NumberNotServed
 */
export async function sendSmsCodeTo(
  deps: Dependencies,
  actor: Actor,
  { pending, label, language }: Pick<SmsCodeRequest, 'pending' | 'language'> & { readonly label: string },
): Promise<boolean> {
  const factors = await findSecondFactors(deps.db, pending.username);
  const chosen = factors?.numbers.find((number) => number.label === label);
  if (!chosen) return false;
  await sendSmsCode(deps, actor, { pending, number: chosen.phoneNumber, purpose: 'sign_in', language });
  return true;
}

/**
 * The result of an entry: the right code, to be spent; a wrong one; nothing entered; no valid code; sign-in
 * ended.
 */
export type Entry =
  | { readonly outcome: 'right'; readonly code: LoginSmsCode }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'noCode' }
  | { readonly outcome: 'ended' };

/**
 * Checks an entered code. Five wrong entries void a code; three void codes end the pending sign-in. A code
 * that was confirmed by its link counts as right, whatever is entered.
 */
export async function checkEntry(
  { db, sealing }: Dependencies,
  { sessionId }: Pick<PendingLogin, 'sessionId'>,
  entered: string,
  now: Date,
): Promise<Entry> {
  const live = await findSmsCode(db, sessionId, now);
  if (live?.confirmedAt) return { outcome: 'right', code: live };
  if (entered === '') return { outcome: 'missing' };
  const code = await countEntry(db, sessionId, now);
  if (!code) return { outcome: 'noCode' };
  if (isCode(sealing, code, entered)) return { outcome: 'right', code };
  const triesLeft = maximumWrongCodes - code.wrongCodes;
  if (triesLeft > 0) return { outcome: 'wrong', triesLeft };
  return (await endAfterTooMany(db, sessionId)) ? { outcome: 'ended' } : { outcome: 'wrong', triesLeft };
}

async function endAfterTooMany(db: Dependencies['db'], sessionId: string): Promise<boolean> {
  if ((await countVoidedCode(db, sessionId)) < maximumVoidedCodes) return false;
  await inTransaction(db, (trx) => deletePendingLogin(trx, sessionId));
  return true;
}

/** The parameters of a link in an SMS. */
export interface SmsLink {
  readonly purpose: LoginSmsCode['purpose'];
  readonly key: string;
  readonly code: string;
}

/** The code and pending sign-in that a link belongs to. */
export async function findLinked(
  { db }: Pick<Dependencies, 'db'>,
  { purpose, key }: Pick<SmsLink, 'purpose' | 'key'>,
  now: Date,
): Promise<LinkedCode | undefined> {
  const linked = await findLinkedCode(db, hashToken(key), now);
  return linked?.purpose === purpose ? linked : undefined;
}

/** Lets the browser that waits for a link's code sign in. @returns undefined when the link is not valid */
export async function approveByLink(
  deps: Dependencies,
  { now }: Actor,
  link: SmsLink,
): Promise<LinkedCode | undefined> {
  const linked = await findRightLink(deps, link, now);
  return linked && (await updateConfirmed(deps.db, linked.keyHash, now)) ? linked : undefined;
}

/** Ends the sign-in that waits for a link's code. @returns false when the link is not valid */
export async function refuseByLink(deps: Dependencies, actor: Actor, link: SmsLink): Promise<boolean> {
  const linked = await findRightLink(deps, link, actor.now);
  if (!linked) return false;
  await inTransaction(deps.db, async (trx) => {
    if (!(await deletePendingLogin(trx, linked.sessionId))) return;
    const fields = { username: linked.username, factor: 'sms', reason: 'refused' } as const;
    await recordEvent(trx, actor, 'factor.failed', fields);
  });
  return true;
}

/** A link with a valid key but a wrong code counts as a wrong entry. */
async function findRightLink(deps: Dependencies, link: SmsLink, now: Date): Promise<LinkedCode | undefined> {
  const linked = await findLinked(deps, link, now);
  if (!linked || isCode(deps.sealing, linked, link.code)) return linked;
  await countEntry(deps.db, linked.sessionId, now);
  return undefined;
}
