import { maskEmailAddress } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { insertResetToken } from '../../authentication/recovery/queries.ts';
import { readIdentifier } from '../../authentication/sign-in/identifier.ts';
import type { SignInAccount } from '../../authentication/sign-in/queries.ts';
import { BadRequest, TooManyRequests } from '../../base/errors.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Language } from '../../i18n/catalogue.ts';
import { passwordResetMail } from '../../mail/recovery-mails.ts';
import type { Answer } from '../../ui/answer.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { languageAsked } from '../../ui/language.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { findNoticeTarget } from '../../users/notices/queries.ts';
import { addressWith } from '../../web/destination.ts';
import { afterSending, findRecoveredAccount, type RecoveryDependencies, returnIn } from './dependencies.ts';
import { forgotPage, sentPage } from './views.tsx';

const lifetimeMinutes = 10;

/** `GET /login/forgotpassword` */
export const showForgotPassword: PageHandler = (page) =>
  page.query.has('sent') ? sentPage(page, 'forgot') : forgotPage(page);

/**
 * `POST /login/forgotpassword`: mails links to choose a new password: to the address that was typed, else to all
 * validated ones. The answer tells nothing about the account; only where the settings ask for it, JSON callers get 404
 * and 412.
 */
export function forgotPassword(deps: RecoveryDependencies): PageHandler {
  return async (page) => {
    const { kind, values } = page.submission;
    const login = (values.login ?? '').trim();
    if (login === '') {
      if (kind === 'json') throw new BadRequest();
      return forgotPage(page, { login: page.translate('recovery.loginMissing') });
    }
    const account = await findRecoveredAccount(deps, page, login);
    const isSent = account !== undefined && (await send(deps, page, account, login));
    if (kind === 'form') return { redirect: addressWith('/login/forgotpassword', afterSending(page)) };
    return deps.config.tellsRecoveryCodes ? oldAnswer(account !== undefined, isSent) : { status: 204 };
  };
}

function oldAnswer(isKnown: boolean, isSent: boolean): Answer {
  if (!isKnown) return { status: 404, json: { error: 'user_not_found' } };
  return isSent ? { status: 204 } : { status: 412, json: { error: 'no_validated_email_address' } };
}

/** @returns false when there is no address to write to */
async function send(
  deps: RecoveryDependencies,
  page: PageRequest,
  account: SignInAccount,
  login: string,
): Promise<boolean> {
  const language = languageAsked(page);
  const typed = readIdentifier(login).emailAddress;
  return inTransaction(deps.db, async (trx) => {
    const all = (await findNoticeTarget(trx, account.username))?.email_addresses ?? [];
    const addresses = typed !== undefined && all.includes(typed) ? [typed] : all;
    for (const address of addresses) await sendLink(deps, trx, page, { account, address, language });
    return addresses.length > 0;
  });
}

interface LinkRequest {
  readonly account: SignInAccount;
  readonly address: string;
  readonly language: Language;
}

type Trx = Parameters<typeof insertResetToken>[0];

/** Beyond the limits of mails nothing is sent, and nobody is told. */
async function sendLink(
  { publicUrl, queueMail }: RecoveryDependencies,
  trx: Trx,
  page: PageRequest,
  { account: { username, version }, address, language }: LinkRequest,
): Promise<void> {
  const { now, network } = page;
  const token = randomToken(tokenBytes.mailLink);
  const expires_at = new Date(now.getTime() + lifetimeMinutes * 60_000);
  const link = `${publicUrl}/login/resetpassword/${token}`;
  const message = passwordResetMail(language, { address, username, link, lifetimeMinutes });
  const counts = [
    ['mailsToAddress', `recovery ${address}`],
    ['mailsOfAccount', username],
    ['mailsFromNetwork', network],
  ] as const;
  const about = { template: 'passwordReset', language, username } as const;
  try {
    await queueMail(trx, { ...about, message, usefulUntil: expires_at, counts });
  } catch (error) {
    if (error instanceof TooManyRequests) return;
    throw error;
  }
  const row = { token_hash: hashToken(token), username, password_version: version ?? 0, ...returnIn(page) };
  await insertResetToken(trx, { ...row, created_at: now, expires_at });
  const contact = maskEmailAddress(address);
  await recordEvent(trx, actorOfPage(page), 'code.sent', { username, contact });
}
