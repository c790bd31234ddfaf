import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { Unprocessable } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import type { EndingDependencies } from '../../sessions/ending.ts';
import { updateReauthentication } from '../../sessions/queries.ts';
import { revokeGrantsOfUser } from '../../tokens/revocation.ts';
import { removeUserApiKeys } from '../../users/api-keys/acts.ts';
import { notifyFactorChange } from '../../users/notices/security-changes.ts';
import { setPasswordHash, updatePasswordHash } from '../../users/password-queries.ts';
import type { Cookies } from '../../web/cookies.ts';
import { forgetOtherDevices } from '../devices/acts.ts';
import { signOutElsewhere, signOutEverywhere } from '../sessions/acts.ts';
import type { SignInAccount } from '../sign-in/queries.ts';
import { checkPassword, type PasswordCheckDependencies } from './check.ts';
import { findKnownWords } from './known-words.ts';
import { type PasswordRules, refuseBadPassword } from './rules.ts';

export interface PasswordDependencies extends PasswordCheckDependencies {
  readonly passwordRules: PasswordRules;
}

export interface PasswordChange {
  readonly username: string;
  readonly currentPassword: string;
  readonly newPassword: string;
  /** The cookies of the browser; absent for programs. */
  readonly cookies?: Cookies;
  /** What ends besides the other sessions. */
  readonly ends?: AdditionalEndings;
}

/** What a user can choose to end along with the old password. */
export interface AdditionalEndings {
  /** Remembered browsers, except this one. */
  readonly devices?: boolean;
  readonly apiKeys?: boolean;
}

/**
 * Changes the password of a user who knows the current one, and signs the user out everywhere except in the
 * actor's session. Hashing is slow, so it happens outside the transaction; the version shows whether the
 * password has since changed.
 * @throws Unprocessable `incorrect_password`; PasswordRefused; TooManyRequests
 */
export async function changePassword(
  deps: PasswordDependencies,
  actor: Actor,
  change: PasswordChange,
): Promise<void> {
  const { username, currentPassword, newPassword, cookies } = change;
  const credentials = { login: username, password: currentPassword, cookies };
  const account = await checkPassword(deps, actor, credentials);
  if (account?.username !== username) throw new Unprocessable('incorrect_password');
  await refuseBadPassword(deps.passwordRules, newPassword, await findKnownWords(deps.db, username));
  const hash = await deps.passwords.hash(newPassword);
  await inTransaction(deps.db, async (trx) => {
    await replacePassword(deps, trx, actor, account, hash);
    if (change.ends?.devices) await forgetOtherDevices(trx, actor, username, cookies);
    if (change.ends?.apiKeys) await removeUserApiKeys(trx, actor, username);
  });
}

async function replacePassword(
  deps: PasswordDependencies,
  trx: Transaction<Database>,
  actor: Actor,
  { username, version }: SignInAccount,
  hash: string,
): Promise<void> {
  const { now, sessionId } = actor;
  if (!(await updatePasswordHash(trx, { username, version: version ?? 0 }, hash, now)))
    throw new Unprocessable('incorrect_password');
  if (sessionId !== undefined) await updateReauthentication(trx, sessionId, now);
  await recordEvent(trx, actor, 'password.changed', { username });
  await signOutElsewhere(trx, deps, actor, username);
  await notifyFactorChange(deps, trx, username, 'passwordChanged', now);
}

/**
 * Sets a user's password without asking for the current one, and signs the user out everywhere: the act of an
 * operator.
 * @throws NotFound `user_not_found`
 */
export async function setPassword(
  deps: EndingDependencies & { readonly db: Kysely<Database> },
  actor: Actor,
  { username, passwordHash }: { readonly username: string; readonly passwordHash: string },
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    await setPasswordHash(trx, username, passwordHash, actor.now);
    await forgetOtherDevices(trx, actor, username);
    await recordEvent(trx, actor, 'password.reset', { username });
    await signOutEverywhere(trx, deps, actor, username);
    await revokeGrantsOfUser(trx, username);
  });
}
