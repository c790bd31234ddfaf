import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import {
  type LostFactorDependencies,
  type LostFactorState,
  requestFactorReset,
} from '../../authentication/lost-factors/acts.ts';
import { deletePasswordResets } from '../../authentication/recovery/queries.ts';
import { signOutElsewhere, signOutEverywhere } from '../../authentication/sessions/acts.ts';
import type { Actor } from '../../base/actor.ts';
import { Conflict, NotFound, PreconditionFailed } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { languageOf } from '../../i18n/catalogue.ts';
import type { OperatorMail } from '../../mail/operator-mails.ts';
import { operatorMail } from '../../mail/operator-mails.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import {
  closeAndSchedule,
  type DeletionOutcome,
  type DeletionRequestDependencies,
} from '../../privacy/deletion/acts.ts';
import type { Database } from '../../schema.ts';
import type { EndingDependencies } from '../../sessions/ending.ts';
import { revokeGrantsOfUser, revokeTokensOfUserKeys } from '../../tokens/revocation.ts';
import { type Closure, lockClosure, updateClosedAt } from '../../users/closure-queries.ts';
import { listEmailAddresses } from '../../users/email-addresses/queries.ts';
import { startEmailValidation } from '../../users/email-addresses/validation.ts';
import { type NoticeDependencies, notifyUser } from '../../users/notices/notify-user.ts';
import { findLanguageOfUser, lockUser } from '../../users/queries.ts';
import { lockOpenOperators } from '../queries.ts';

export interface AccountActDependencies extends NoticeDependencies {
  readonly messages: NoticeDependencies['messages'] & EndingDependencies['messages'];
  readonly db: Kysely<Database>;
}

/**
 * Locks an account until an operator unlocks it. Sessions, codes and all tokens end; API keys do not work while it is
 * locked. An account that is waiting to be erased can be locked too: cancelling the deletion then does not open it.
 * @throws NotFound `user_not_found`; Conflict `account_locked` when it already is, `own_account`, `last_operator`
 */
export function lockAccount(deps: AccountActDependencies, actor: Actor, username: string): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    await refuseOperators(trx, actor, username);
    const { lockedAt } = await lockKnownClosure(trx, username);
    if (lockedAt) throw new Conflict('account_locked');
    await updateClosedAt(trx, username, actor.now);
    await endAccess(trx, deps, actor, username);
    await recordEvent(trx, actor, 'account.locked', { username });
    await notifyUserOfAct(deps, trx, { kind: 'locked', username, at: actor.now, link: deps.publicUrl });
  });
}

/** Every act that ends tokens keeps this order, which prevents deadlocks. */
async function endAccess(
  trx: Transaction<Database>,
  deps: EndingDependencies,
  actor: Actor,
  username: string,
): Promise<void> {
  await signOutEverywhere(trx, deps, actor, username);
  await revokeGrantsOfUser(trx, username);
  await revokeTokensOfUserKeys(trx, username);
  await deletePasswordResets(trx, username);
}

/** @throws NotFound `user_not_found` */
async function lockKnownClosure(trx: Transaction<Database>, username: string): Promise<Closure> {
  const closure = await lockClosure(trx, username);
  if (!closure) throw new NotFound('user_not_found');
  return closure;
}

/**
 * Refuses acts that would leave no operator who can sign in. From the command line, all operators except the last one
 * may be locked; an operator may lock any operator except themselves.
 * @throws Conflict `own_account`, `last_operator`; NotFound when the actor is no longer an operator
 */
async function refuseOperators(trx: Transaction<Database>, actor: Actor, username: string): Promise<void> {
  if (actor.name === username) throw new Conflict('own_account');
  const operators = await lockOpenOperators(trx);
  if (actor.name !== undefined && !operators.includes(actor.name)) throw new NotFound();
  if (operators.length === 1 && operators[0] === username) throw new Conflict('last_operator');
}

/**
 * Unlocks an account, so that its user can sign in again. A user who requested deletion must cancel that first.
 * @throws NotFound `user_not_found`; Conflict `account_not_locked`
 */
export function unlockAccount(deps: AccountActDependencies, actor: Actor, username: string): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    const { lockedAt, deletionRequestedAt } = await lockKnownClosure(trx, username);
    if (!lockedAt) throw new Conflict('account_not_locked');
    await updateClosedAt(trx, username, deletionRequestedAt);
    await recordEvent(trx, actor, 'account.unlocked', { username });
    if (deletionRequestedAt) return;
    await notifyUserOfAct(deps, trx, {
      kind: 'unlocked',
      username,
      at: actor.now,
      link: `${deps.publicUrl}/login`,
    });
  });
}

/**
 * Signs a user out everywhere and ends what clients got through those sessions. An operator who does this to their own
 * account keeps the current session. The user gets a notice if there were sessions.
 * @throws NotFound `user_not_found`
 */
export function endSessionsOf(deps: AccountActDependencies, actor: Actor, username: string): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    await lockKnownClosure(trx, username);
    if (!(await signOutElsewhere(trx, deps, actor, username))) return;
    await notifyUserOfAct(deps, trx, {
      kind: 'signedOut',
      username,
      at: actor.now,
      link: `${deps.publicUrl}/login`,
    });
  });
}

/**
 * Starts account recovery for a user who lost all second factors and asked an operator; see `requestFactorReset`.
 * @returns the state afterwards
 * @throws NotFound `user_not_found`, also for a closed account; PreconditionFailed `no_warning_possible`;
 * TooManyRequests
 */
export async function resetFactorsOf(
  deps: LostFactorDependencies,
  actor: Actor,
  username: string,
): Promise<LostFactorState> {
  const state = await requestFactorReset(deps, actor, username, 'operator');
  if (state.kind === 'impossible') throw new PreconditionFailed('no_warning_possible');
  return state;
}

/**
 * Mails a validation link to each email address that a user has not validated.
 * @returns the number of addresses
 * @throws NotFound `user_not_found`, also for a closed account; PreconditionFailed `mail_unavailable`; TooManyRequests
 */
export async function resendValidations(
  deps: AccountActDependencies & { readonly messages: Pick<MessageQueue, 'channels'> },
  actor: Actor,
  username: string,
): Promise<number> {
  if (!deps.messages.channels.mail) throw new PreconditionFailed('mail_unavailable');
  return inTransaction(deps.db, async (trx) => {
    await lockUser(trx, username);
    const language = languageOf(await findLanguageOfUser(trx, username));
    const open = (await listEmailAddresses(trx, username)).filter(({ isValidated }) => !isValidated);
    const addresses = new Set(open.map(({ address }) => address));
    for (const address of addresses)
      await startEmailValidation(trx, deps, actor, { username, address, language });
    return addresses.size;
  });
}

/**
 * Closes an account and schedules its erasure after the grace period, as its user can. A locked account must be
 * unlocked first, because the link that cancels the deletion has to open the account again.
 * @throws NotFound `user_not_found`; Conflict `account_locked`, `own_account`, `last_operator`
 */
export function deleteAccount(
  deps: DeletionRequestDependencies,
  actor: Actor,
  username: string,
): Promise<DeletionOutcome> {
  return inTransaction(deps.db, async (trx) => {
    await refuseOperators(trx, actor, username);
    if ((await lockKnownClosure(trx, username)).lockedAt) throw new Conflict('account_locked');
    return closeAndSchedule(trx, deps, actor, username);
  });
}

function notifyUserOfAct(
  { messages: { queueMail } }: NoticeDependencies,
  trx: Transaction<Database>,
  facts: OperatorMail,
): Promise<void> {
  const { kind, username } = facts;
  const notice = { template: `operator.${kind}`, username } as const;
  return notifyUser(queueMail, trx, username, notice, (language, address) =>
    operatorMail(language, address, facts),
  );
}
