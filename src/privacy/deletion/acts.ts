import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { pseudonymizeEvents } from '../../audit/queries.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { deleteTrustedDevices } from '../../authentication/devices/queries.ts';
import { deletePasswordResets } from '../../authentication/recovery/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { NotFound } from '../../base/errors.ts';
import { deleteAuthorizations } from '../../consents/queries.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { deleteInvitationsOf } from '../../organizations/invitations/deletion-queries.ts';
import { listMemberships } from '../../organizations/members/direct-role-queries.ts';
import { isLastOwner } from '../../organizations/members/last-owner.ts';
import { lockMembers, scimIdOfMember } from '../../organizations/members/queries.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import { deleteMessagesOf } from '../../outbox/queries.ts';
import type { Database } from '../../schema.ts';
import { deleteScimUsersOf } from '../../scim/users/queries.ts';
import { endSessions } from '../../sessions/ending.ts';
import { revokeGrantsOfUser } from '../../tokens/revocation.ts';
import { deleteApiKeys } from '../../users/api-keys/queries.ts';
import { closeUser, reopenUser } from '../../users/closure-queries.ts';
import { canNotifyUser } from '../../users/notices/notify-user.ts';
import { deleteUser } from '../../users/queries.ts';
import { deleteFinishedDeliveriesAbout } from '../../webhooks/delivery-queries.ts';
import { deleteExport } from '../exports/queries.ts';
import { notifyDeletion } from './notices.ts';
import {
  type AccountDeletion,
  claimDueDeletion,
  deleteDeletion,
  deleteDeletionOf,
  insertDeletion,
  listOwnedRoots,
  lockDeletion,
  updateCancelHash,
} from './queries.ts';

export interface DeletionDependencies {
  readonly db: Kysely<Database>;
  readonly messages: MessageQueue;
  readonly publicUrl: string;
}

export interface DeletionRequestDependencies extends DeletionDependencies {
  readonly sealing: Sealing;
}

export const graceDays = 14;

/** The path of the link in the mail. */
export const cancelPath = '/account/deletion';

/** `sole owner`: the user must first transfer or delete the organizations that have no other owner. */
export type DeletionOutcome =
  | { readonly kind: 'closed'; readonly cancelToken: string }
  | { readonly kind: 'sole owner'; readonly organizations: readonly string[] }
  | { readonly kind: 'closed before' };

/**
 * Closes an account at once: sessions, remembered browsers, API keys, consents, all tokens and exported data end. The
 * account is erased after the grace period, during which the link in the mail cancels the deletion.
 */
export function requestDeletion(
  deps: DeletionRequestDependencies,
  actor: Actor,
  username: string,
): Promise<DeletionOutcome> {
  return inTransaction(deps.db, (trx) => closeAndSchedule(trx, deps, actor, username));
}

/** Same as `requestDeletion`, in an existing transaction. */
export async function closeAndSchedule(
  trx: Transaction<Database>,
  deps: DeletionRequestDependencies,
  actor: Actor,
  username: string,
): Promise<DeletionOutcome> {
  const { now } = actor;
  const [cancelToken = ''] = cancelTokensOf(deps.sealing, username, now);
  const eraseAt = new Date(now.getTime() + graceDays * 86_400_000);
  const organizations = await lockSoleOwned(trx, username);
  if (organizations.length > 0) return { kind: 'sole owner', organizations };
  if (!(await closeUser(trx, username, now))) return { kind: 'closed before' };
  const hadSessions = await endAccess(trx, deps, actor, username);
  await insertDeletion(trx, { username, requestedAt: now, eraseAt }, hashToken(cancelToken));
  await recordEvent(trx, actor, 'account.deletion_requested', { username });
  if (hadSessions) await recordEvent(trx, actor, 'session.ended', { username, sessions: 'all' });
  await notifyRequested(deps, trx, { username, eraseAt, cancelToken });
  return { kind: 'closed', cancelToken };
}

/**
 * The tokens of the link that cancels the deletion, one for each encryption key, newest first. A token is derived from
 * the account and the time of the request, so that it can be mailed again although only its hash is stored.
 */
function cancelTokensOf(sealing: Sealing, username: string, requestedAt: Date): string[] {
  const hashes = sealing.keyedHashes(`${username} ${requestedAt.getTime()}`, 'account_deletion');
  return hashes.map((hash) => hash.toString('base64url'));
}

/**
 * Mails the link that cancels the deletion again, to a user who tries to sign in.
 * @returns false when there is no deletion to cancel or no address to mail to
 */
export function remindOfDeletion(
  deps: DeletionRequestDependencies,
  actor: Actor,
  username: string,
): Promise<boolean> {
  return inTransaction(deps.db, async (trx) => {
    const deletion = await lockDeletion(trx, username, actor.now);
    if (!deletion || !(await canNotifyUser(deps.messages, trx, username))) return false;
    const { eraseAt, requestedAt, cancelHash } = deletion;
    const tokens = cancelTokensOf(deps.sealing, username, requestedAt);
    const mailed = tokens.find((token) => hashToken(token).equals(cancelHash));
    const cancelToken = mailed ?? tokens[0] ?? '';
    if (mailed === undefined) await updateCancelHash(trx, username, hashToken(cancelToken));
    await notifyRequested(deps, trx, { username, eraseAt, cancelToken });
    return true;
  });
}

interface RequestedDeletion {
  readonly username: string;
  readonly eraseAt: Date;
  readonly cancelToken: string;
}

function notifyRequested(
  { messages, publicUrl }: DeletionDependencies,
  trx: Transaction<Database>,
  { username, eraseAt, cancelToken }: RequestedDeletion,
): Promise<void> {
  const link = `${publicUrl}${cancelPath}?token=${cancelToken}`;
  return notifyDeletion(messages, trx, { kind: 'requested', username, at: eraseAt, link });
}

/**
 * Locks the organizations, so that no other owner can leave them until the transaction ends.
 * @returns the globalids of those that have no other owner
 */
async function lockSoleOwned(trx: Transaction<Database>, username: string): Promise<string[]> {
  const alone: string[] = [];
  for (const globalid of await listOwnedRoots(trx, username)) {
    const members = await lockMembers(trx, globalid);
    if (members && (await isLastOwner(trx, members, username))) alone.push(globalid);
  }
  return alone;
}

/** Password and second factors stay, in case the deletion is cancelled. @returns whether there were sessions */
async function endAccess(
  trx: Transaction<Database>,
  deps: DeletionDependencies,
  actor: Actor,
  username: string,
): Promise<boolean> {
  const ended = await endSessions(trx, deps, { username });
  await revokeGrantsOfUser(trx, username);
  for (const organization of await deleteAuthorizations(trx, username))
    await recordEvent(trx, actor, 'authorization.withdrawn', { username, organization });
  await deleteApiKeys(trx, username);
  await deleteTrustedDevices(trx, username);
  await deletePasswordResets(trx, username);
  await deleteExport(trx, username);
  return ended.length > 0;
}

/** `kept`: the user can sign in again. `locked`: an operator has locked the account too, and must unlock it. */
export type CancelOutcome = 'kept' | 'locked';

/**
 * Cancels the deletion of an account and opens it again. What the deletion ended stays ended.
 * @param cancelToken of the link in the mail
 * @returns undefined when the token is unknown, used or expired
 */
export function cancelDeletion(
  deps: DeletionDependencies,
  actor: Actor,
  cancelToken: string,
): Promise<CancelOutcome | undefined> {
  return inTransaction(deps.db, async (trx) => {
    const deletion = await deleteDeletion(trx, hashToken(cancelToken), actor.now);
    return deletion && keep(trx, deps, actor, deletion);
  });
}

/**
 * Cancels the deletion of an account at its user's request to an operator, like the link in the mail.
 * @throws NotFound `no_deletion` when no deletion was requested, or erasure is already due
 */
export function cancelDeletionOf(
  deps: DeletionDependencies,
  actor: Actor,
  username: string,
): Promise<CancelOutcome> {
  return inTransaction(deps.db, async (trx) => {
    const deletion = await deleteDeletionOf(trx, username, actor.now);
    if (!deletion) throw new NotFound('no_deletion');
    return keep(trx, deps, actor, deletion);
  });
}

async function keep(
  trx: Transaction<Database>,
  { messages, publicUrl }: DeletionDependencies,
  actor: Actor,
  { username, requestedAt }: AccountDeletion,
): Promise<CancelOutcome> {
  const isOpen = await reopenUser(trx, username, requestedAt);
  await recordEvent(trx, actor, 'account.deletion_cancelled', { username });
  const kind = isOpen ? 'cancelled' : 'cancelledLocked';
  await notifyDeletion(messages, trx, { kind, username, at: actor.now, link: `${publicUrl}/login` });
  return isOpen ? 'kept' : 'locked';
}

/**
 * Erases an account whose grace period is over. The mail about it is not linked to the account: its row would be the
 * last one to name it.
 * @returns false when the account was not due, or another server has erased it
 */
export function eraseAccount(
  { db, messages, publicUrl }: DeletionDependencies,
  actor: Actor,
  username: string,
): Promise<boolean> {
  const { now } = actor;
  return inTransaction(db, async (trx) => {
    if (!(await claimDueDeletion(trx, username, now))) return false;
    await deleteMessagesOf(trx, username);
    await notifyDeletion(messages, trx, { kind: 'done', username, at: now, link: publicUrl });
    await deleteInvitationsOf(trx, username);
    for (const globalid of await listMemberships(trx, username))
      await recordEvent(trx, { ...actor, name: username }, 'organization.left', { username, globalid });
    await deleteScimUsersOf(trx, username);
    await deleteUser(trx, username);
    await deleteFinishedDeliveriesAbout(trx, username);
    const names = { username, directoryId: scimIdOfMember(username) };
    await pseudonymizeEvents(trx, names, `deleted-${randomUUID()}`);
    await recordEvent(trx, actor, 'account.deleted', { username });
    return true;
  });
}
