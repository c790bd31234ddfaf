import type { Transaction } from 'kysely';
import { maskEmailAddress } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { NotFound, TooManyRequests } from '../../base/errors.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Language } from '../../i18n/catalogue.ts';
import { passwordResetMail, passwordResetNotice } from '../../mail/recovery-mails.ts';
import { countAttempts, recoveryCounts, tryAttempt } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import { revokeGrantsOfUser } from '../../tokens/revocation.ts';
import { removeUserApiKeys } from '../../users/api-keys/acts.ts';
import { listApiKeys } from '../../users/api-keys/queries.ts';
import { hasOpenEmailValidation, listEmailAddresses } from '../../users/email-addresses/queries.ts';
import { startEmailValidation } from '../../users/email-addresses/validation.ts';
import { notifyUser } from '../../users/notices/notify-user.ts';
import { findNoticeTarget } from '../../users/notices/queries.ts';
import { findPassword, setPasswordHash } from '../../users/password-queries.ts';
import { lockUser } from '../../users/queries.ts';
import { readSearchText } from '../../users/search/search-text.ts';
import type { Cookies } from '../../web/cookies.ts';
import { findKnownDevice, forgetOtherDevices } from '../devices/acts.ts';
import type { PasswordDependencies } from '../passwords/acts.ts';
import { findKnownWords } from '../passwords/known-words.ts';
import { refuseBadPassword } from '../passwords/rules.ts';
import { signOutEverywhere } from '../sessions/acts.ts';
import { findAccount, type SignInAccount } from '../sign-in/queries.ts';
import {
  findPasswordReset,
  insertPasswordReset,
  type PasswordReset,
  type ReturnTo,
  spendPasswordReset,
} from './queries.ts';

export type RecoveryDependencies = Pick<
  PasswordDependencies,
  'db' | 'passwords' | 'passwordRules' | 'messages' | 'publicUrl'
>;

const lifetimeMinutes = 10;

/** What a visitor typed to name an account, in which browser, and for which kind of mail. */
interface RecoveryInput {
  readonly login: string;
  readonly cookies: Cookies;
  readonly kind: 'reset' | 'validation';
}

/**
 * Finds the account that a visitor named. Attempts are limited per name as typed and per network, with an
 * error. They are also limited per account, silently: then `mayBeMailed` is false. The work of one hash is
 * done whether or not there is an account.
 * @returns undefined when there is no account, or it is locked
 * @throws TooManyRequests
 */
async function findRecoveredAccount(
  { db, passwords }: RecoveryDependencies,
  { now, network }: Actor,
  { login: typed, cookies, kind }: RecoveryInput,
): Promise<{ readonly account: SignInAccount; readonly mayBeMailed: boolean } | undefined> {
  const identifier = readSearchText(typed);
  await countAttempts(db, now, [
    ['recoveriesOfIdentifier', identifier.username],
    ['recoveriesFromNetwork', network],
  ]);
  const account = await findAccount(db, identifier);
  await passwords.forVisitors.verify('', undefined);
  const device = await findKnownDevice(db, cookies, account?.username ?? '', now);
  const key = `${kind} ${account?.username ?? identifier.username}`;
  const states = await tryAttempt(db, now, recoveryCounts(key, network, device?.deviceId));
  const mayBeMailed = states.every(({ refusedUntil }) => refusedUntil === undefined);
  return account && (!account.isClosed || account.eraseAt) ? { account, mayBeMailed } : undefined;
}

export interface ResetRequest {
  /** What the visitor typed. */
  readonly login: string;
  readonly language: Language;
  readonly returnTo: ReturnTo;
  readonly cookies: Cookies;
}

/**
 * The username of an account that is about to be erased. It gets no new password; its user may be told how to
 * keep it.
 */
export interface ClosedAccount {
  readonly closed: string;
}

/**
 * Mails links for choosing a new password: to the address that was typed, or else to all validated ones.
 * @throws TooManyRequests
 */
export async function requestPasswordReset(
  deps: RecoveryDependencies,
  actor: Actor,
  request: ResetRequest,
): Promise<'sent' | 'unknown' | 'noAddress' | ClosedAccount> {
  const found = await findRecoveredAccount(deps, actor, { ...request, kind: 'reset' });
  if (!found) return 'unknown';
  if (!found.mayBeMailed) return 'sent';
  const { account } = found;
  if (account.isClosed) return { closed: account.username };
  const typed = readSearchText(request.login).emails;
  return inTransaction(deps.db, async (trx) => {
    const all = (await findNoticeTarget(trx, account.username))?.emailAddresses ?? [];
    const named = all.filter((address) => typed.includes(address));
    const addresses = named.length > 0 ? named : all;
    for (const address of addresses) await sendLink(deps, trx, actor, { ...request, account, address });
    return addresses.length > 0 ? 'sent' : 'noAddress';
  });
}

interface LinkRequest extends ResetRequest {
  readonly account: SignInAccount;
  readonly address: string;
}

async function sendLink(
  { publicUrl, messages: { queueMail } }: RecoveryDependencies,
  trx: Transaction<Database>,
  actor: Actor,
  { account: { username, version }, address, language, returnTo }: LinkRequest,
): Promise<void> {
  const { now, network } = actor;
  const token = randomToken(tokenBytes.mailLink);
  const expiresAt = new Date(now.getTime() + lifetimeMinutes * 60_000);
  const link = `${publicUrl}/login/resetpassword/${token}`;
  const message = passwordResetMail(language, { address, username, link, lifetimeMinutes });
  const counts = [['mailsFromNetwork', network] as const];
  const about = { template: 'passwordReset', language, username } as const;
  try {
    await queueMail(trx, { ...about, message, usefulUntil: expiresAt, counts });
  } catch (error) {
    return ignoreLimit(error);
  }
  const life = { createdAt: now, expiresAt };
  const reset = { tokenHash: hashToken(token), username, passwordVersion: version ?? 0, ...life };
  await insertPasswordReset(trx, { ...reset, ...returnTo });
  await recordEvent(trx, actor, 'code.sent', { username, contact: maskEmailAddress(address) });
}

/** The password reset that a mailed link stands for. Looking it up does not spend it. */
export function findResetOfLink(
  { db }: RecoveryDependencies,
  token: string,
  now: Date,
): Promise<PasswordReset | undefined> {
  return findPasswordReset(db, hashToken(token), now);
}

export interface NewPassword {
  readonly reset: PasswordReset;
  readonly password: string;
  readonly endsApiKeys?: boolean;
}

/**
 * Sets a new password for the user of a link. This ends everything obtained with the old one: sessions,
 * remembered browsers and grants. Second factors stay, and so do API keys unless `endsApiKeys` is set.
 * @returns how many API keys are left
 * @throws NotFound `token_not_found` when the link was used, or the password has changed since it was sent;
 * PasswordRefused
 */
export async function resetPassword(
  deps: RecoveryDependencies,
  actor: Actor,
  { reset, password, endsApiKeys = false }: NewPassword,
): Promise<{ readonly apiKeys: number }> {
  await refuseBadPassword(deps.passwordRules, password, await findKnownWords(deps.db, reset.username));
  await countAttempts(deps.db, actor.now, [['passwordResetsOfAccount', reset.username]]);
  const hash = await deps.passwords.forVisitors.hash(password);
  return inTransaction(deps.db, async (trx) => {
    await replacePassword(trx, deps, actor, reset, hash);
    if (endsApiKeys) await removeUserApiKeys(trx, actor, reset.username);
    const apiKeys = (await listApiKeys(trx, reset.username)).length;
    await notifyReset(deps, trx, reset.username, { at: actor.now, apiKeys });
    return { apiKeys };
  });
}

async function replacePassword(
  trx: Transaction<Database>,
  deps: RecoveryDependencies,
  actor: Actor,
  reset: PasswordReset,
  hash: string,
): Promise<void> {
  const { username } = reset;
  const { now } = actor;
  await lockUser(trx, username);
  if (!(await spendPasswordReset(trx, reset))) throw new NotFound('token_not_found');
  const current = await findPassword(trx, username);
  if ((current?.version ?? 0) !== reset.passwordVersion) throw new NotFound('token_not_found');
  await setPasswordHash(trx, username, hash, now);
  await recordEvent(trx, actor, 'password.reset', { username });
  await forgetOtherDevices(trx, actor, username);
  await signOutEverywhere(trx, deps, actor, username);
  await revokeGrantsOfUser(trx, username);
}

async function notifyReset(
  { messages: { queueMail }, publicUrl }: RecoveryDependencies,
  trx: Transaction<Database>,
  username: string,
  facts: { readonly at: Date; readonly apiKeys: number },
): Promise<void> {
  const link = `${publicUrl}/login/forgotpassword`;
  const notice = { template: 'passwordResetNotice', username } as const;
  await notifyUser(queueMail, trx, username, notice, (language, address) =>
    passwordResetNotice(language, { address, username, link, ...facts }),
  );
}

export type ValidationOutcome = 'sent' | 'unknown' | 'noAddress' | 'alreadyValidated' | 'running';

export interface ValidationRequest {
  /** What the visitor typed. */
  readonly login: string;
  readonly language: Language;
  /** Whether an open validation stays as it is, as older clients expect, instead of being started again. */
  readonly keepsOpen: boolean;
  readonly cookies: Cookies;
}

/**
 * If the user has no validated email address, mails a validation link to each address.
 * @throws TooManyRequests
 */
export async function requestEmailValidation(
  deps: RecoveryDependencies,
  actor: Actor,
  { login, language, keepsOpen, cookies }: ValidationRequest,
): Promise<ValidationOutcome> {
  const found = await findRecoveredAccount(deps, actor, { login, cookies, kind: 'validation' });
  if (!found || found.account.isClosed) return 'unknown';
  const { username } = found.account;
  const counts = [['mailsFromNetwork', actor.network] as const];
  const { now } = actor;
  return inTransaction(deps.db, async (trx) => {
    const all = await listEmailAddresses(trx, username);
    if (all.length === 0) return 'noAddress';
    if (all.some((each) => each.isValidated)) return 'alreadyValidated';
    if (keepsOpen && (await hasOpenEmailValidation(trx, username, now))) return 'running';
    if (!found.mayBeMailed) return 'sent';
    for (const address of new Set(all.map((each) => each.address))) {
      const request = { username, address, language, counts };
      await startEmailValidation(trx, deps, actor, request).catch(ignoreLimit);
    }
    return 'sent';
  });
}

/** Beyond the limits on mails nothing is sent, and the response does not show it. */
function ignoreLimit(error: unknown): void {
  if (!(error instanceof TooManyRequests)) throw error;
}
