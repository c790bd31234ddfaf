import { timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'kysely';
import { maskEmailAddress, maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { hashToken, randomDigits, randomPaddedToken, tokenBytes } from '../../crypto/tokens.ts';
import { languageOf } from '../../i18n/catalogue.ts';
import { addressInUseMail, registrationMail } from '../../mail/registration-mails.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import type { Count } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import { phoneValidationSms } from '../../sms/messages.ts';
import { findEmailOwner } from '../../users/email-addresses/queries.ts';
import {
  type EmailConfirmation,
  type LockedRegistration,
  type PhoneConfirmation,
  type Registration,
  updateRegistration,
} from './queries.ts';

const codeMinutes = 10;
const mailHours = 48;
const maximumWrongCodes = 5;
const codeDigits = 6;

export interface MessageDependencies {
  readonly sealing: Sealing;
  readonly messages: Pick<MessageQueue, 'queueMail' | 'queueSms'>;
  readonly publicUrl: string;
  /** How long a registration may take, in seconds. */
  readonly registrationSeconds: number;
}

type Subject = Pick<Registration, 'sessionId' | 'language' | 'phoneNumber' | 'emailAddress'>;

/**
 * Sends a new code to the phone number. Earlier codes become invalid.
 * @returns the columns to store
 * @throws TooManyRequests; NumberNotServed
 */
export async function startPhoneConfirmation(
  trx: Transaction<Database>,
  { publicUrl, sealing, messages: { queueSms } }: MessageDependencies,
  actor: Actor,
  { sessionId, phoneNumber: number, language: chosen }: Subject,
): Promise<PhoneConfirmation> {
  const language = languageOf(chosen);
  const [key, code] = [randomPaddedToken(tokenBytes.mailLink), randomDigits(codeDigits)];
  const expires = new Date(actor.now.getTime() + codeMinutes * 60_000);
  const link = `${publicUrl}/phoneregistrationvalidation?c=${code}&k=${key}&l=${language}`;
  const message = phoneValidationSms(language, { number, code, link });
  const counts: readonly Count[] = [['smsFromNetwork', actor.network]];
  await queueSms(trx, { template: 'registrationPhone', language, message, usefulUntil: expires, counts });
  await recordEvent(trx, actor, 'code.sent', { contact: maskPhoneNumber(number) });
  return {
    phoneKeyHash: hashToken(key),
    phoneCodeHash: hashCode(sealing, sessionId, code),
    phoneWrongCodes: 0,
    phoneCodeExpiresAt: expires,
    phoneConfirmedAt: null,
  };
}

/**
 * Sends a new link and code to the email address. Earlier ones become invalid. If the address belongs to an
 * account, its owner gets a mail that says so instead, so only the owner learns of it.
 * @returns the columns to store
 * @throws TooManyRequests
 */
export async function startEmailConfirmation(
  trx: Transaction<Database>,
  { publicUrl, sealing, messages: { queueMail }, registrationSeconds }: MessageDependencies,
  actor: Actor,
  { sessionId, emailAddress: address, language: chosen }: Subject,
): Promise<EmailConfirmation> {
  const owner = await findEmailOwner(trx, address);
  const language = languageOf(owner ? owner.language : chosen);
  const [key, secret] = [randomPaddedToken(tokenBytes.mailLink), randomPaddedToken(tokenBytes.mailLink)];
  const code = randomDigits(codeDigits);
  const expires = new Date(actor.now.getTime() + mailHours * 3_600_000);
  const link = `${publicUrl}/emailregistrationvalidation?c=${secret}&k=${key}&l=${language}`;
  const lifetimeMinutes = registrationSeconds / 60;
  const message = owner
    ? addressInUseMail(language, { address, link: `${publicUrl}/login/forgotpassword` })
    : registrationMail(language, { address, code, link, lifetimeMinutes });
  const counts: readonly Count[] = [
    ['mailsToAddress', `registration ${address}`],
    ['mailsFromNetwork', actor.network],
  ];
  await queueMail(trx, { template: 'registrationEmail', language, message, usefulUntil: expires, counts });
  await recordEvent(trx, actor, 'code.sent', { contact: maskEmailAddress(address) });
  return {
    emailKeyHash: hashToken(key),
    emailSecretHash: hashToken(owner ? randomPaddedToken(tokenBytes.mailLink) : secret),
    emailCodeHash: hashCode(sealing, sessionId, owner ? randomPaddedToken(tokenBytes.mailLink) : code),
    emailWrongCodes: 0,
    emailExpiresAt: expires,
    emailConfirmedAt: null,
  };
}

/** `left`: how many more wrong codes are allowed. */
export type ConfirmationOutcome =
  | { readonly outcome: 'confirmed' | 'alreadyConfirmed' | 'expired' }
  | { readonly outcome: 'wrong'; readonly left: number };

/**
 * Confirms the phone number of a registration with the code sent to it. Commit even if the code is wrong, so
 * that it counts.
 */
export async function confirmPhone(
  trx: Transaction<Database>,
  sealing: Sealing,
  registration: LockedRegistration,
  code: string,
  now: Date,
): Promise<ConfirmationOutcome> {
  const { sessionId, phoneConfirmedAt, phoneCodeHash, phoneCodeExpiresAt, phoneWrongCodes } = registration;
  if (phoneConfirmedAt) return { outcome: 'alreadyConfirmed' };
  if (!phoneCodeExpiresAt || phoneCodeExpiresAt < now) return { outcome: 'expired' };
  const result = judge(isCode(sealing, sessionId, phoneCodeHash, code), phoneWrongCodes);
  const isConfirmed = result.outcome === 'confirmed';
  const change = isConfirmed ? { phoneConfirmedAt: now } : { phoneWrongCodes: phoneWrongCodes + 1 };
  await updateRegistration(trx, sessionId, change, now);
  return result;
}

/** Like `confirmPhone`, for the email address: with the code, or with the secret of the link. */
export async function confirmEmail(
  trx: Transaction<Database>,
  sealing: Sealing,
  registration: LockedRegistration,
  { code, secret }: { readonly code?: string; readonly secret?: string },
  now: Date,
): Promise<ConfirmationOutcome> {
  const { sessionId, emailConfirmedAt, emailExpiresAt, emailWrongCodes } = registration;
  if (emailConfirmedAt) return { outcome: 'alreadyConfirmed' };
  if (!emailExpiresAt || emailExpiresAt < now) return { outcome: 'expired' };
  const { emailCodeHash, emailSecretHash } = registration;
  if (secret !== undefined) {
    if (!equal(emailSecretHash, hashToken(secret))) return { outcome: 'wrong', left: 0 };
    await updateRegistration(trx, sessionId, { emailConfirmedAt: now }, now);
    return { outcome: 'confirmed' };
  }
  const result = judge(isCode(sealing, sessionId, emailCodeHash, code ?? ''), emailWrongCodes);
  const isConfirmed = result.outcome === 'confirmed';
  const change = isConfirmed ? { emailConfirmedAt: now } : { emailWrongCodes: emailWrongCodes + 1 };
  await updateRegistration(trx, sessionId, change, now);
  return result;
}

/** After too many wrong entries, even the right code is refused. */
function judge(isRight: boolean, wrongBefore: number): ConfirmationOutcome {
  if (isRight && wrongBefore < maximumWrongCodes) return { outcome: 'confirmed' };
  return { outcome: 'wrong', left: Math.max(0, maximumWrongCodes - wrongBefore - 1) };
}

function hashCode(sealing: Sealing, sessionId: string, code: string): Buffer {
  return sealing.keyedHash(`${sessionId} ${code}`, 'registration code');
}

function isCode(sealing: Sealing, sessionId: string, stored: Buffer | null, code: string): boolean {
  const hashes = sealing.keyedHashes(`${sessionId} ${code}`, 'registration code');
  return hashes.some((hash) => equal(stored, hash));
}

function equal(stored: Uint8Array | null, given: Buffer): boolean {
  return stored !== null && timingSafeEqual(stored, given);
}
