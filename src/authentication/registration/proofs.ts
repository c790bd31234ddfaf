import { timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'kysely';
import { maskEmailAddress, maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { hashToken, randomDigits, randomPaddedToken, tokenBytes } from '../../crypto/tokens.ts';
import { languageOf } from '../../i18n/catalogue.ts';
import { addressInUseMail, registrationMail } from '../../mail/registration-mails.ts';
import type { RegistrationDependencies } from '../../portal/registration/dependencies.ts';
import type { Count } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import { phoneValidationSms } from '../../sms/messages.ts';
import { findEmailOwner } from '../../users/email-addresses/queries.ts';
import { updateRegistration } from './queries.ts';
import type { RegistrationRow, RegistrationRowPatch } from './tables.ts';

const codeMinutes = 10;
const mailHours = 48;
const maximumWrongCodes = 5;
const codeDigits = 6;

type Subject = Pick<RegistrationRow, 'session_id' | 'language' | 'phone_number' | 'email_address'>;

export interface ProofRequest {
  readonly registration: Subject;
  /** Who asks for it, and from where. */
  readonly source: Actor;
  readonly now: Date;
}

/**
 * Has a new code sent to the number; earlier ones are dead from then on.
 * @returns what to store
 * @throws TooManyRequests
 */
export async function startPhoneProof(
  trx: Transaction<Database>,
  { publicUrl, sealing, messages: { queueSms } }: RegistrationDependencies,
  { registration, source, now }: ProofRequest,
): Promise<RegistrationRowPatch> {
  const { session_id, phone_number: number } = registration;
  const language = languageOf(registration.language);
  const [key, code] = [randomPaddedToken(tokenBytes.mailLink), randomDigits(codeDigits)];
  const expires = new Date(now.getTime() + codeMinutes * 60_000);
  const link = `${publicUrl}/phoneregistrationvalidation?c=${code}&k=${key}&l=${language}`;
  const message = phoneValidationSms(language, { number, code, link });
  const counts: readonly Count[] = [['smsFromNetwork', source.network]];
  await queueSms(trx, { template: 'registrationPhone', language, message, usefulUntil: expires, counts });
  await recordEvent(trx, source, 'code.sent', { contact: maskPhoneNumber(number) });
  return {
    phone_key_hash: hashToken(key),
    phone_code_hash: hashCode(sealing, session_id, code),
    phone_wrong_codes: 0,
    phone_code_expires_at: expires,
    phone_confirmed_at: null,
  };
}

/**
 * Has a new link and code sent to the address; earlier ones are dead from then on. An address that is somebody's
 * gets a word about that instead, so that only its owner learns of it.
 * @returns what to store
 * @throws TooManyRequests
 */
export async function startEmailProof(
  trx: Transaction<Database>,
  { publicUrl, sealing, messages: { queueMail }, config }: RegistrationDependencies,
  { registration, source, now }: ProofRequest,
): Promise<RegistrationRowPatch> {
  const { session_id, email_address: address } = registration;
  const owner = await findEmailOwner(trx, address);
  const language = languageOf(owner ? owner.language : registration.language);
  const [key, secret] = [randomPaddedToken(tokenBytes.mailLink), randomPaddedToken(tokenBytes.mailLink)];
  const code = randomDigits(codeDigits);
  const expires = new Date(now.getTime() + mailHours * 3_600_000);
  const link = `${publicUrl}/emailregistrationvalidation?c=${secret}&k=${key}&l=${language}`;
  const lifetimeMinutes = config.sessions.registration / 60;
  const message = owner
    ? addressInUseMail(language, { address, link: `${publicUrl}/login/forgotpassword` })
    : registrationMail(language, { address, code, link, lifetimeMinutes });
  const counts: readonly Count[] = [
    ['mailsToAddress', `registration ${address}`],
    ['mailsFromNetwork', source.network],
  ];
  await queueMail(trx, { template: 'registrationEmail', language, message, usefulUntil: expires, counts });
  await recordEvent(trx, source, 'code.sent', { contact: maskEmailAddress(address) });
  return {
    email_key_hash: hashToken(key),
    email_secret_hash: hashToken(owner ? randomPaddedToken(tokenBytes.mailLink) : secret),
    email_code_hash: hashCode(sealing, session_id, owner ? randomPaddedToken(tokenBytes.mailLink) : code),
    email_wrong_codes: 0,
    email_expires_at: expires,
    email_confirmed_at: null,
  };
}

/** `left`: how many more wrong entries the code bears. */
export type ProofOutcome =
  | { readonly outcome: 'confirmed' | 'alreadyConfirmed' | 'expired' }
  | { readonly outcome: 'wrong'; readonly left: number };

/** Confirms the number of a locked registration with the code that was sent to it. Commit whatever comes out. */
export async function provePhone(
  trx: Transaction<Database>,
  sealing: Sealing,
  registration: RegistrationRow,
  code: string,
  now: Date,
): Promise<ProofOutcome> {
  const { session_id, phone_confirmed_at, phone_code_hash, phone_code_expires_at, phone_wrong_codes } =
    registration;
  if (phone_confirmed_at) return { outcome: 'alreadyConfirmed' };
  if (!phone_code_expires_at || phone_code_expires_at < now) return { outcome: 'expired' };
  const isRight = isCode(sealing, session_id, phone_code_hash, code);
  const patch = judge(isRight, phone_wrong_codes);
  const confirmed = patch.outcome === 'confirmed';
  await updateRegistration(trx, session_id, {
    ...(confirmed ? { phone_confirmed_at: now } : { phone_wrong_codes: phone_wrong_codes + 1 }),
  });
  return patch;
}

/** As `provePhone`, for the address: with the code, or with the secret of the link. */
export async function proveEmail(
  trx: Transaction<Database>,
  sealing: Sealing,
  registration: RegistrationRow,
  { code, secret }: { readonly code?: string; readonly secret?: string },
  now: Date,
): Promise<ProofOutcome> {
  const { session_id, email_confirmed_at, email_expires_at, email_wrong_codes } = registration;
  if (email_confirmed_at) return { outcome: 'alreadyConfirmed' };
  if (!email_expires_at || email_expires_at < now) return { outcome: 'expired' };
  const { email_code_hash, email_secret_hash } = registration;
  if (secret !== undefined) {
    if (!equal(email_secret_hash, hashToken(secret))) return { outcome: 'wrong', left: 0 };
    await updateRegistration(trx, session_id, { email_confirmed_at: now });
    return { outcome: 'confirmed' };
  }
  const outcome = judge(isCode(sealing, session_id, email_code_hash, code ?? ''), email_wrong_codes);
  await updateRegistration(trx, session_id, {
    ...(outcome.outcome === 'confirmed'
      ? { email_confirmed_at: now }
      : { email_wrong_codes: email_wrong_codes + 1 }),
  });
  return outcome;
}

/** A code that was guessed at too often is right no more. */
function judge(isRight: boolean, wrongBefore: number): ProofOutcome {
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
