import { timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { PasswordRules } from '../../authentication/passwords/rules.ts';
import type { PasswordResetTokenRow } from '../../authentication/recovery/tables.ts';
import { readIdentifier } from '../../authentication/sign-in/identifier.ts';
import { findAccount, type SignInAccount } from '../../authentication/sign-in/queries.ts';
import type { Config } from '../../base/config.ts';
import type { Passwords } from '../../crypto/passwords.ts';
import { hashToken } from '../../crypto/tokens.ts';
import type { QueueMail } from '../../outbox/message-queue.ts';
import { countAttempts } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageDependencies, PageRequest } from '../../ui/page-request.ts';
import { pageQuery, withoutNotices } from '../../web/destination.ts';
import { withBranding } from '../branding.tsx';

/** What recovery is built from. */
export interface RecoveryDependencies extends PageDependencies {
  readonly db: Kysely<Database>;
  readonly config: Pick<Config, 'tellsRecoveryCodes'>;
  readonly passwords: Passwords;
  readonly passwordRules: PasswordRules;
  readonly queueMail: QueueMail;
}

/** What somebody wants to sign in to, from the sign-in page through all pages of recovery. */
export function wayBack(page: PageRequest): string {
  return withoutNotices(pageQuery(page));
}

/** The query of the page that says what was sent. */
export function afterSending(page: PageRequest): string {
  return ['sent=1', wayBack(page)].filter(Boolean).join('&');
}

/**
 * What to go on with after a new password was chosen, and in which browser: that which asked for it. Whoever asks in the
 * name of somebody else does not decide where the link in the mail leads.
 */
export function returnIn(page: PageRequest): { return_query: string; browser_hash: Buffer | null } {
  const browser = page.cookies.get('browser');
  if (browser === undefined) return { return_query: '', browser_hash: null };
  return { return_query: wayBack(page), browser_hash: hashToken(browser) };
}

/** What a link leads back to in the browser that it is opened in. */
export function returnOf(
  { return_query, browser_hash }: PasswordResetTokenRow,
  { cookies }: PageRequest,
): string {
  const browser = cookies.get('browser');
  if (browser === undefined || browser_hash === null) return '';
  return timingSafeEqual(hashToken(browser), browser_hash) ? return_query : '';
}

/** Shows above a page for whose application somebody wants to sign in. */
export function branded(deps: RecoveryDependencies, handler: PageHandler): PageHandler {
  return async (page) => withBranding(deps, page, page.query, await handler(page));
}

/**
 * The account that somebody typed the name of. What is counted, and the work of a hash, are the same whether there is
 * one or not.
 * @returns undefined also for one that is locked or about to be erased
 * @throws TooManyRequests
 */
export async function findRecoveredAccount(
  { db, passwords }: RecoveryDependencies,
  { now, network }: PageRequest,
  typed: string,
): Promise<SignInAccount | undefined> {
  const identifier = readIdentifier(typed);
  await countAttempts(db, now, [
    ['recoveriesOfIdentifier', identifier.username],
    ['recoveriesFromNetwork', network],
  ]);
  const account = await findAccount(db, identifier);
  await passwords.verify('', undefined);
  return account?.is_closed ? undefined : account;
}
