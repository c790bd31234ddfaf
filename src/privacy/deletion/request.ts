import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import { deleteTrustedDevices } from '../../authentication/devices/queries.ts';
import { deletePasswordResets } from '../../authentication/recovery/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { deleteAuthorizations } from '../../consents/queries.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { isLastOwner } from '../../organizations/members/last-owner.ts';
import { lockMembers } from '../../organizations/members/queries.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import { deleteSessions } from '../../sessions/queries.ts';
import { endGrantsOfUser } from '../../tokens/revocation.ts';
import { deleteApiKeys } from '../../users/api-keys/queries.ts';
import { deleteExport } from '../exports/queries.ts';
import { tellDeletion } from './notices.ts';
import { closeUser, insertDeletion, listOwnedRoots } from './queries.ts';

export interface DeletionDependencies {
  readonly db: Kysely<Database>;
  readonly messages: MessageQueue;
  readonly publicUrl: string;
}

export const graceDays = 14;

/** What came of the wish: who owns organizations alone has to see to them first. */
export type DeletionOutcome =
  | { readonly kind: 'closed'; readonly cancelToken: string }
  | { readonly kind: 'sole owner'; readonly organizations: readonly string[] }
  | { readonly kind: 'closed before' };

/**
 * Closes an account at once: sessions, remembered browsers, API keys, consents, all tokens and exported data end. It is erased after
 * the days of grace, within which whoever has the link of the mail can cancel.
 */
export function requestDeletion(
  deps: DeletionDependencies,
  username: string,
  now: Date,
  source: Actor,
): Promise<DeletionOutcome> {
  const cancelToken = randomToken(tokenBytes.mailLink);
  const eraseAt = new Date(now.getTime() + graceDays * 86_400_000);
  return inTransaction(deps.db, async (trx) => {
    const organizations = await lockSoleOwned(trx, username);
    if (organizations.length > 0) return { kind: 'sole owner', organizations };
    if (!(await closeUser(trx, username, now))) return { kind: 'closed before' };
    const hadSessions = await endAccess(trx, username);
    const row = { username, requested_at: now, erase_at: eraseAt };
    await insertDeletion(trx, { ...row, cancel_token_hash: hashToken(cancelToken) });
    await recordEvent(trx, source, 'account.deletion_requested', { username });
    if (hadSessions) await recordEvent(trx, source, 'session.ended', { username, sessions: 'all' });
    const link = `${deps.publicUrl}${cancelPath}?token=${cancelToken}`;
    await tellDeletion(deps.messages, trx, { kind: 'requested', username, at: eraseAt, link });
    return { kind: 'closed', cancelToken };
  });
}

export const cancelPath = '/account/deletion';

/** With the organizations locked, nobody else stops owning them before this is done. */
async function lockSoleOwned(trx: Transaction<Database>, username: string): Promise<string[]> {
  const alone: string[] = [];
  for (const globalid of await listOwnedRoots(trx, username)) {
    const members = await lockMembers(trx, globalid);
    if (members && (await isLastOwner(trx, members, username))) alone.push(globalid);
  }
  return alone;
}

/** Password and second factors stay, for who cancels. @returns whether there were sessions */
async function endAccess(trx: Transaction<Database>, username: string): Promise<boolean> {
  await endGrantsOfUser(trx, username);
  await deleteAuthorizations(trx, username);
  await deleteApiKeys(trx, username);
  await deleteTrustedDevices(trx, username);
  await deletePasswordResets(trx, username);
  await deleteExport(trx, username);
  return deleteSessions(trx, username);
}
