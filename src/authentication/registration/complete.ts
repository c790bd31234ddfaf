import type { Transaction } from 'kysely';
import { maskEmailAddress, maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { joinByCode } from '../../organizations/invitations/answering.ts';
import type { Database } from '../../schema.ts';
import { insertRegisteredAccount } from '../../users/new-account.ts';
import type { Cookies } from '../../web/cookies.ts';
import { knownWords } from '../passwords/known-words.ts';
import { type PasswordRules, refuseBadPassword } from '../passwords/rules.ts';
import { startInteractive } from '../sign-in/complete.ts';
import { countRegistrationStep, type RegistrationActDependencies, registrationExpired } from './acts.ts';
import { deleteRegistration, type Registration, waitsForPhone } from './queries.ts';
import { usernameBase } from './username.ts';

export interface RegistrationEnd {
  readonly registration: Registration;
  readonly cookies: Cookies;
  /** Replaces the password of the first step. */
  readonly password?: string | undefined;
}

/**
 * Turns a registration into an account and signs the user in, in one transaction. The email address and the
 * phone number, if there is one, must be confirmed. A second request finds no registration.
 * @returns the username
 * @throws ApiError `registration_expired`; PasswordRefused; Conflict `emailaddress_in_use` or
 * `phonenumber_in_use` when another user has since confirmed one of them
 */
export async function completeRegistration(
  deps: RegistrationActDependencies & { readonly passwordRules: PasswordRules },
  actor: Actor,
  { registration, cookies, password }: RegistrationEnd,
): Promise<string> {
  const { passwordHash, sessionId } = registration;
  const hash = password ? await hashInstead(deps, actor, registration, password) : passwordHash;
  return inTransaction(deps.db, (trx) => createAccount(trx, deps, actor, cookies, { sessionId, hash }));
}

async function hashInstead(
  deps: RegistrationActDependencies & { readonly passwordRules: PasswordRules },
  actor: Actor,
  registration: Registration,
  password: string,
): Promise<string> {
  await countRegistrationStep(deps, actor);
  await refuseBadPassword(deps.passwordRules, password, wordsOf(registration));
  return deps.passwords.forVisitors.hash(password);
}

function wordsOf({ firstName, lastName, emailAddress, phoneNumber }: Registration): readonly string[] {
  return knownWords({ firstName, lastName, others: [emailAddress, phoneNumber] });
}

async function createAccount(
  trx: Transaction<Database>,
  deps: RegistrationActDependencies,
  actor: Actor,
  cookies: Cookies,
  { sessionId, hash: passwordHash }: { readonly sessionId: string; readonly hash: string },
): Promise<string> {
  const { now } = actor;
  const registration = await deleteRegistration(trx, sessionId);
  if (!registration?.emailConfirmedAt || waitsForPhone(registration)) throw registrationExpired();
  const { firstName, lastName, language, emailAddress, phoneNumber } = registration;
  const base = usernameBase(firstName, lastName);
  const person = { firstName, lastName, language, emailAddress, phoneNumber, passwordHash };
  const username = await insertRegisteredAccount(trx, { usernameBase: base, ...person }, now);
  const own = { ...actor, name: username };
  await recordAccount(trx, own, username, registration);
  const { invitationCodeHash: codeHash } = registration;
  if (codeHash) await joinByCode(trx, deps, own, { codeHash, username });
  await deps.sessions.end(trx, cookies, ['registration', 'pending_login']);
  const amr = phoneNumber === '' ? ['pwd'] : ['pwd', 'sms'];
  const factors = { amr, method: undefined, authenticatedAt: now };
  const login = { ...factors, username, clientId: null, isKeptSignedIn: false };
  await startInteractive(deps, trx, actor, cookies, login);
  return username;
}

async function recordAccount(
  trx: Transaction<Database>,
  actor: Actor,
  username: string,
  { emailAddress, phoneNumber }: Registration,
): Promise<void> {
  await recordEvent(trx, actor, 'account.created', { username });
  if (phoneNumber !== '')
    await recordEvent(trx, actor, 'phone.validated', { username, contact: maskPhoneNumber(phoneNumber) });
  await recordEvent(trx, actor, 'email.validated', { username, contact: maskEmailAddress(emailAddress) });
}
