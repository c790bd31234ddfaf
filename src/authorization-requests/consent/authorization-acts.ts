import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import type { AuthorizationRecord } from '../../consents/coverage.ts';
import { deleteAuthorization, findAuthorization } from '../../consents/queries.ts';
import { storeAuthorization } from '../../consents/storage-queries.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { revokeOfflineAccess } from '../../tokens/revocation.ts';
import type { NoticeDependencies } from '../../users/notices/notify-user.ts';
import { lockUser } from '../../users/queries.ts';
import { sharedItems, withoutItem } from './authorized-items.ts';
import { type ConsentSelection, withSelection } from './consent-selection.ts';
import { type EntryChoices, otherChoices, withOtherEntries } from './entry-choices.ts';
import { notifyAppAuthorized } from './notices.ts';
import { listShareableLabels } from './queries.ts';
import { withShareableContent } from './shareable-content.ts';

export interface AuthorizationDependencies extends NoticeDependencies {
  readonly db: Kysely<Database>;
}

/**
 * Replaces what a user shares with a client (operation `updateAuthorization`). The contract has no member for
 * the organization trees of `user:organizations:`, so these stay as they are.
 * @param keepsOffline whether offline access, which older clients do not know, also stays as it is
 * @returns the record as stored, without what the user cannot share
 * @throws NotFound `organization_not_found`
 */
export function replaceAuthorization(
  deps: AuthorizationDependencies,
  actor: Actor,
  username: string,
  record: AuthorizationRecord,
  keepsOffline: boolean,
): Promise<AuthorizationRecord> {
  const parties = { username, client: record.grantedTo };
  return inTransaction(deps.db, (trx) =>
    changeAuthorization(trx, deps, actor, parties, (before) => ({
      ...record,
      flags:
        keepsOffline && before?.flags.has('offline_access')
          ? new Set([...record.flags, 'offline_access'])
          : record.flags,
      organizationTrees: before?.organizationTrees ?? [],
    })),
  );
}

/** The user who shares, and the client that sees it. */
export interface AuthorizationParties {
  readonly username: string;
  readonly client: string;
}

/** Locks the user, so that concurrent changes do not overwrite each other. @returns the record as stored */
export async function changeAuthorization(
  trx: Transaction<Database>,
  deps: NoticeDependencies,
  actor: Actor,
  { username, client }: AuthorizationParties,
  change: (before: AuthorizationRecord | undefined) => AuthorizationRecord,
): Promise<AuthorizationRecord> {
  await lockUser(trx, username);
  const before = await findAuthorization(trx, username, client);
  await storeAuthorization(
    trx,
    username,
    await withShareableContent(trx, username, change(before)),
    actor.now,
  );
  const stored = (await findAuthorization(trx, username, client)) ?? emptyRecord(client);
  await revokeWithdrawnOffline(trx, username, before, stored);
  await notifyAppAuthorized(deps, trx, { username, client, before, after: stored }, actor.now);
  const event = before ? 'authorization.changed' : 'authorization.given';
  await recordEvent(trx, actor, event, { username, organization: client });
  return stored;
}

async function revokeWithdrawnOffline(
  trx: Transaction<Database>,
  username: string,
  before: AuthorizationRecord | undefined,
  { flags, grantedTo }: AuthorizationRecord,
): Promise<void> {
  if (before?.flags.has('offline_access') && !flags.has('offline_access'))
    await revokeOfflineAccess(trx, username, grantedTo);
}

/**
 * Adds to what a user shares with a client, without a request by the client.
 * @returns the record as stored
 */
export function shareSelection(
  deps: AuthorizationDependencies,
  actor: Actor,
  parties: AuthorizationParties,
  selection: ConsentSelection,
): Promise<AuthorizationRecord> {
  return inTransaction(deps.db, (trx) =>
    changeAuthorization(trx, deps, actor, parties, (before) =>
      withSelection(before ?? emptyRecord(parties.client), selection),
    ),
  );
}

/**
 * Replaces the entries that a client sees under its labels by other entries of the user, all of them or none.
 * @returns the labels of the new entries; undefined when an item is not shared, or the user has no such entry to share
 */
export function changeSharedEntries(
  deps: AuthorizationDependencies,
  actor: Actor,
  parties: AuthorizationParties,
  choices: EntryChoices,
): Promise<readonly string[] | undefined> {
  const { username, client } = parties;
  return inTransaction(deps.db, async (trx) => {
    await lockUser(trx, username);
    const record = await findAuthorization(trx, username, client);
    const shareable = await listShareableLabels(trx, username, 'keyShare');
    const changed = record && withOtherEntries(record, otherChoices(record, choices), shareable);
    if (!changed) return undefined;
    const { labels } = changed;
    if (labels.length > 0) await changeAuthorization(trx, deps, actor, parties, () => changed.record);
    return labels;
  });
}

/**
 * Withdraws everything that a user shares with a client; its codes and tokens end. @returns false when
 * nothing was shared
 */
export function withdrawAuthorization(
  { db }: Pick<AuthorizationDependencies, 'db'>,
  actor: Actor,
  { username, client }: AuthorizationParties,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    if (!(await deleteAuthorization(trx, username, client))) return false;
    await recordEvent(trx, actor, 'authorization.withdrawn', { username, organization: client });
    return true;
  });
}

/**
 * Withdraws one item that a user shares with a client.
 * @param itemId id from `sharedItems`
 * @returns false when it was not shared
 */
export function withdrawItem(
  { db }: Pick<AuthorizationDependencies, 'db'>,
  actor: Actor,
  { username, client }: AuthorizationParties,
  itemId: string,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await lockUser(trx, username);
    const record = await findAuthorization(trx, username, client);
    if (!record || !sharedItems(record).some(({ id }) => id === itemId)) return false;
    const left = withoutItem(record, itemId);
    await storeAuthorization(trx, username, left, actor.now);
    await revokeWithdrawnOffline(trx, username, record, left);
    await recordEvent(trx, actor, 'authorization.changed', { username, organization: client });
    return true;
  });
}

export function emptyRecord(grantedTo: string): AuthorizationRecord {
  return { grantedTo, flags: new Set(), labels: [], memberOf: [], organizationTrees: [], ownedEmails: [] };
}
