import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { verifyTotp } from '../../crypto/totp.ts';
import { type Count, countAttempts, forgetAttempts, isLastAttempt } from '../../rate-limits/attempts.ts';
import { notifyFactorChange } from '../../users/notices/security-changes.ts';
import { findTotpSecret, spendTotpStep } from '../authenticator/queries.ts';
import { openTotpSecret } from '../authenticator/secret.ts';
import { hashesOfRecoveryCode } from '../recovery-codes/codes.ts';
import { spendRecoveryCode } from '../recovery-codes/queries.ts';
import { checkEntry, type Entry } from '../sms-codes/acts.ts';
import { factorOfSmsCode } from '../sms-codes/factor.ts';
import { findSmsCode } from '../sms-codes/queries.ts';
import { completeSignIn, type PendingBrowser, type VerifiedFactor } from './complete.ts';
import type { AuthenticationDependencies } from './dependencies.ts';
import { recordFactorFailure } from './failures.ts';

/** Completes a sign-in with an authenticator code. @returns whether it was completed. @throws TooManyRequests */
export async function signInWithAuthenticator(
  deps: AuthenticationDependencies,
  actor: Actor,
  browser: PendingBrowser,
  code: string,
): Promise<boolean> {
  const { username } = browser.pending;
  const counts: readonly Count[] = [['wrongTotpCodes', username]];
  const states = await countAttempts(deps.db, actor.now, counts);
  const verified = await checkAppCode(deps, username, code, actor.now);
  if (verified && (await completeSignIn(deps, actor, browser, verified))) return true;
  const reason = isLastAttempt(states, counts) ? 'limit' : 'wrong';
  await recordFactorFailure(deps, actor, { username, factor: 'totp', reason });
  return false;
}

/**
 * Checks a code. Spending it also spends every earlier one.
 * @returns undefined for a wrong code, and when no authenticator is set up
 */
async function checkAppCode(
  { db, sealing }: AuthenticationDependencies,
  username: string,
  code: string,
  now: Date,
): Promise<VerifiedFactor | undefined> {
  const stored = await findTotpSecret(db, username);
  if (!stored) return undefined;
  const moment = { now, lastAcceptedStep: stored.lastAcceptedStep ?? undefined };
  const step = verifyTotp(openTotpSecret(sealing, stored), code, moment);
  if (step === undefined) return undefined;
  return {
    amr: ['otp'],
    factor: 'totp',
    async spend(trx) {
      await forgetAttempts(trx, [['wrongTotpCodes', username]]);
      return spendTotpStep(trx, stored, step);
    },
  };
}

/**
 * Completes a sign-in with a recovery code and spends it. @returns whether it was completed. @throws
 * TooManyRequests
 */
export async function signInWithRecoveryCode(
  deps: AuthenticationDependencies,
  actor: Actor,
  browser: PendingBrowser,
  code: string,
): Promise<boolean> {
  const { username } = browser.pending;
  const counts: readonly Count[] = [['wrongRecoveryCodes', username]];
  const states = await countAttempts(deps.db, actor.now, counts);
  if (await completeSignIn(deps, actor, browser, factorOfRecoveryCode(deps, actor, username, code)))
    return true;
  const reason = isLastAttempt(states, counts) ? 'limit' : 'wrong';
  await recordFactorFailure(deps, actor, { username, factor: 'recoveryCode', reason });
  return false;
}

/** In tokens, a recovery code counts as a one-time password (RFC 8176). */
function factorOfRecoveryCode(
  deps: AuthenticationDependencies,
  actor: Actor,
  username: string,
  code: string,
): VerifiedFactor {
  const hashes = hashesOfRecoveryCode(deps.sealing, username, code);
  return {
    amr: ['otp'],
    factor: 'recoveryCode',
    async spend(trx) {
      if (!(await spendRecoveryCode(trx, username, hashes, actor.now))) return false;
      await forgetAttempts(trx, [['wrongRecoveryCodes', username]]);
      await recordEvent(trx, actor, 'recovery_code.used', { username });
      await notifyFactorChange(deps, trx, username, 'recoveryCodeUsed', actor.now);
      return true;
    },
  };
}

/** `signedIn`, or the result of checking the entry; `right` here means that the code can no longer be used. */
export type SmsOutcome = { readonly outcome: 'signedIn' } | Entry;

/** Completes a sign-in with a code from an SMS, or without one when the link in the SMS was opened. */
export async function signInWithSmsCode(
  deps: AuthenticationDependencies,
  actor: Actor,
  browser: PendingBrowser,
  entered: string,
): Promise<SmsOutcome> {
  const { pending } = browser;
  const entry = await checkEntry(deps, pending, entered, actor.now);
  if (entry.outcome === 'right') {
    const verified = factorOfSmsCode(deps, actor, pending, entry.code);
    if (await completeSignIn(deps, actor, browser, verified)) return { outcome: 'signedIn' };
  }
  const { username } = pending;
  if (entry.outcome !== 'missing')
    await recordFactorFailure(deps, actor, { username, factor: 'sms', reason: reasonOf(entry) });
  return entry;
}

/** A right code fails when it has since been used, or the phone number was taken. */
function reasonOf({ outcome }: Entry): 'wrong' | 'limit' | 'expired' {
  if (outcome === 'ended') return 'limit';
  return outcome === 'wrong' ? 'wrong' : 'expired';
}

/** Completes the sign-in of a browser whose SMS link was opened. @returns whether it was completed */
export async function signInByOpenedLink(
  deps: AuthenticationDependencies,
  actor: Actor,
  browser: PendingBrowser,
): Promise<boolean> {
  const { pending } = browser;
  const code = await findSmsCode(deps.db, pending.sessionId, actor.now);
  if (!code?.confirmedAt) return false;
  return completeSignIn(deps, actor, browser, factorOfSmsCode(deps, actor, pending, code));
}
