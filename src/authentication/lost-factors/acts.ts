import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { NotFound } from '../../base/errors.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { type LostFactorMail, lostFactorMail } from '../../mail/lost-factor-mails.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import { countAttempts } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import { canNotifyUser, notifyUser } from '../../users/notices/notify-user.ts';
import { findPassword } from '../../users/password-queries.ts';
import { deleteValidatedFacts } from '../../users/phone-numbers/queries.ts';
import { lockUser } from '../../users/queries.ts';
import { deleteAuthenticator } from '../authenticator/queries.ts';
import { forgetOtherDevices } from '../devices/acts.ts';
import { deletePasskeys } from '../passkeys/queries.ts';
import { deleteRecoveryCodes } from '../recovery-codes/queries.ts';
import { signOutElsewhere } from '../sessions/acts.ts';
import {
  claimDueFactorReset,
  deleteFactorReset,
  deleteFactorResetOfLink,
  findFactorReset,
  upsertFactorReset,
} from './queries.ts';

export interface LostFactorDependencies {
  readonly db: Kysely<Database>;
  readonly messages: Pick<MessageQueue, 'queueMail' | 'queueLogouts' | 'channels'>;
  readonly publicUrl: string;
  /** How long a request waits, in days. */
  readonly factorResetDays: number;
}

/** The path of the cancellation link in the mails. */
export const cancelResetPath = '/login/lost-factor';

const dayMs = 86_400_000;

/** How long a request stays usable after its waiting period. */
const usableDays = 14;

/** What a user who has lost the second factor can do. */
export type LostFactorState =
  | { readonly kind: 'none' }
  /**
   * Without a validated address or a mail server, the owner of the account cannot be warned, so no request is
   * possible.
   */
  | { readonly kind: 'impossible' }
  | { readonly kind: 'waiting'; readonly readyAt: Date }
  | { readonly kind: 'ready' };

export async function findLostFactorState(
  { db, messages }: Pick<LostFactorDependencies, 'db' | 'messages'>,
  username: string,
  now: Date,
): Promise<LostFactorState> {
  const reset = await findFactorReset(db, username, now);
  if (reset) return reset.readyAt <= now ? { kind: 'ready' } : { kind: 'waiting', readyAt: reset.readyAt };
  return { kind: (await canNotifyUser(messages, db, username)) ? 'none' : 'impossible' };
}

/**
 * Requests the removal of all second factors of a user who entered the right password, or whom an operator
 * helps. The request waits, and every validated email address gets a link that cancels it. Signing in with a
 * second factor or changing the password cancels it as well.
 * @returns the new state; a request that is already waiting stays as it is
 * @throws TooManyRequests
 */
export async function requestFactorReset(
  deps: LostFactorDependencies,
  actor: Actor,
  username: string,
  by: 'user' | 'operator' = 'user',
): Promise<LostFactorState> {
  const { now } = actor;
  const cancelToken = randomToken(tokenBytes.mailLink);
  const readyAt = new Date(now.getTime() + deps.factorResetDays * dayMs);
  const expiresAt = new Date(readyAt.getTime() + usableDays * dayMs);
  return inTransaction(deps.db, async (trx) => {
    await lockUser(trx, username);
    const state = await findLostFactorState({ ...deps, db: trx }, username, now);
    if (state.kind !== 'none') return state;
    await countAttempts(trx, now, [['factorResetsOfAccount', username]]);
    const passwordVersion = (await findPassword(trx, username))?.version ?? 0;
    const reset = { username, passwordVersion, requestedAt: now, readyAt, expiresAt };
    await upsertFactorReset(trx, reset, hashToken(cancelToken));
    await recordEvent(trx, actor, 'factor_reset.requested', { username });
    const link = `${deps.publicUrl}${cancelResetPath}?token=${cancelToken}`;
    const kind = by === 'operator' ? 'requestedByOperator' : 'requested';
    await notifyUserOfAct(deps, trx, { kind, username, at: readyAt, link });
    return { kind: 'waiting', readyAt };
  });
}

/** Cancels a request with the link in its mail. @returns false when there is no such request, or it has expired */
export function cancelFactorReset(
  deps: Pick<LostFactorDependencies, 'db' | 'messages' | 'publicUrl'>,
  actor: Actor,
  cancelToken: string,
): Promise<boolean> {
  return inTransaction(deps.db, async (trx) => {
    const username = await deleteFactorResetOfLink(trx, hashToken(cancelToken), actor.now);
    if (username === undefined) return false;
    await recordEvent(trx, actor, 'factor_reset.cancelled', { username });
    const link = `${deps.publicUrl}/login/forgotpassword`;
    await notifyUserOfAct(deps, trx, { kind: 'cancelled', username, at: actor.now, link });
    return true;
  });
}

/**
 * Cancels the request of a user who told an operator that the second factors are not lost.
 * @throws NotFound `no_factor_reset` when there is none
 */
export function cancelFactorResetOf(
  deps: Pick<LostFactorDependencies, 'db' | 'messages' | 'publicUrl'>,
  actor: Actor,
  username: string,
): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    const reset = await findFactorReset(trx, username, actor.now);
    if (!reset || !(await deleteFactorReset(trx, username))) throw new NotFound('no_factor_reset');
    await recordEvent(trx, actor, 'factor_reset.cancelled', { username });
    const link = `${deps.publicUrl}/login/forgotpassword`;
    await notifyUserOfAct(deps, trx, { kind: 'cancelledByOperator', username, at: actor.now, link });
  });
}

/** Ends the request of a user who signed in, since the second factors are not lost or have been replaced. */
export async function endFactorReset(
  trx: Transaction<Database>,
  actor: Actor,
  username: string,
): Promise<void> {
  if (await deleteFactorReset(trx, username))
    await recordEvent(trx, actor, 'factor_reset.cancelled', { username });
}

/**
 * Removes all second factors of a user whose request has waited long enough, forgets the remembered browsers,
 * and signs the user out everywhere except in the actor's session. To sign in, the user then sets up a new
 * factor.
 * @returns false when the request is not due, was cancelled, or was made with an earlier password
 */
export function resetLostFactors(
  deps: Pick<LostFactorDependencies, 'db' | 'messages' | 'publicUrl'>,
  actor: Actor,
  username: string,
): Promise<boolean> {
  return inTransaction(deps.db, async (trx) => {
    await lockUser(trx, username);
    if (!(await claimDueFactorReset(trx, username, actor.now))) return false;
    await deleteSecondFactors(trx, username);
    await recordEvent(trx, actor, 'factor_reset.done', { username });
    await forgetOtherDevices(trx, actor, username);
    await signOutElsewhere(trx, deps, actor, username);
    const link = `${deps.publicUrl}/login/forgotpassword`;
    await notifyUserOfAct(deps, trx, { kind: 'done', username, at: actor.now, link });
    return true;
  });
}

/** Phone numbers stay in the profile, but are no longer validated. */
async function deleteSecondFactors(trx: Transaction<Database>, username: string): Promise<void> {
  await deleteAuthenticator(trx, username);
  await deletePasskeys(trx, username);
  await deleteRecoveryCodes(trx, username);
  await deleteValidatedFacts(trx, username);
}

function notifyUserOfAct(
  { messages: { queueMail } }: Pick<LostFactorDependencies, 'messages'>,
  trx: Transaction<Database>,
  facts: LostFactorMail,
): Promise<void> {
  const { kind, username } = facts;
  return notifyUser(
    queueMail,
    trx,
    username,
    { template: `lostFactor.${kind}`, username },
    (language, address) => lostFactorMail(language, address, facts),
  );
}
