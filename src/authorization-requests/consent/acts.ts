import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { type AuthorizationRecord, isCovered } from '../../consents/coverage.ts';
import { deleteAuthorization, findAuthorization } from '../../consents/queries.ts';
import { storeAuthorization } from '../../consents/storage-queries.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { joinInvited } from '../../organizations/invitations/answering.ts';
import type { Database } from '../../schema.ts';
import { allowDevice, denyDevice, lockPollingDevice } from '../../tokens/device-authorization-queries.ts';
import { revokeOfflineAccess } from '../../tokens/revocation.ts';
import { impliedScope } from '../../tokens/scopes.ts';
import type { NoticeDependencies } from '../../users/notices/notify-user.ts';
import { lockUser } from '../../users/queries.ts';
import { issueCode } from '../code-issuing.ts';
import { usePushedRequest } from '../pushed-request-queries.ts';
import { decidePendingRequest } from '../queries.ts';
import { sharedItems, withoutItem } from './authorized-items.ts';
import type { ConsentQuestion } from './consent-question.ts';
import { type ConsentSelection, withSelection } from './consent-selection.ts';
import { type EntryChoices, otherChoices, withOtherEntries } from './entry-choices.ts';
import { notifyAppAuthorized } from './notices.ts';
import { listShareableLabels } from './queries.ts';
import { withShareableContent } from './shareable-content.ts';

export interface AuthorizationDependencies extends NoticeDependencies {
  readonly db: Kysely<Database>;
}

export interface SubmitConsentDependencies extends AuthorizationDependencies {
  /** How long authorization codes are valid, in seconds. */
  readonly codeSeconds: number;
}

/** The answer to a request: a code for the client, or a device that may now get its tokens. */
export type Granted = { readonly code: string } | 'device';

/**
 * Allows what the user selected, in one transaction: decides the request, accepts the invitations in the
 * selection, adds the selection to the client's record, and issues a code or lets the device in.
 * @returns undefined when the request was already decided
 */
export function submitConsent(
  deps: SubmitConsentDependencies,
  actor: Actor,
  question: ConsentQuestion,
  selection: ConsentSelection,
): Promise<Granted | undefined> {
  const { request, session } = question;
  return inTransaction(deps.db, async (trx) => {
    if (!(await decide(trx, question, 'allowed', actor.now))) return undefined;
    await joinNamed(trx, actor, question, selection);
    const record = await addSelection(trx, deps, actor, question, selection);
    const granted = grantedScopes(question, selection, record);
    if (request.deviceHash) return approveDevice(trx, actor, question, granted);
    const life = { now: actor.now, seconds: deps.codeSeconds };
    const code = await issueCode(trx, request, session, granted, life);
    return code === undefined ? undefined : { code };
  });
}

async function approveDevice(
  trx: Transaction<Database>,
  actor: Actor,
  { request, session }: ConsentQuestion,
  granted: readonly string[],
): Promise<Granted> {
  const { username, sessionId, amr } = session;
  const consent = {
    username,
    scopes: granted.filter((scope) => scope !== 'offline_access'),
    wantsOffline: request.wantsOffline && granted.includes('offline_access'),
    sessionId,
    amr,
    authenticatedAt: session.authenticatedAt ?? session.createdAt,
  };
  if (request.deviceHash) await allowDevice(trx, request.deviceHash, consent, actor.now);
  await recordEvent(trx, actor, 'device_access.allowed', { username, organization: request.clientId });
  return 'device';
}

/** Refuses everything that a request asks for. @returns false when it was already decided */
export function denyConsent(
  { db }: Pick<AuthorizationDependencies, 'db'>,
  actor: Actor,
  question: Pick<ConsentQuestion, 'hash' | 'request' | 'session'>,
): Promise<boolean> {
  const { request, session } = question;
  return inTransaction(db, async (trx) => {
    if (!(await decide(trx, question, 'denied', actor.now))) return false;
    if (!request.deviceHash) return true;
    await denyDevice(trx, request.deviceHash, actor.now);
    const { username } = session;
    await recordEvent(trx, actor, 'device_access.refused', { username, organization: request.clientId });
    return true;
  });
}

/** A request can be decided once, even if the user was asked several times because of it. */
async function decide(
  trx: Transaction<Database>,
  { hash, request: { pushedHash, deviceHash } }: Pick<ConsentQuestion, 'hash' | 'request'>,
  decision: 'allowed' | 'denied',
  now: Date,
): Promise<boolean> {
  if (pushedHash !== undefined && !(await usePushedRequest(trx, pushedHash, now))) return false;
  if (deviceHash !== undefined && !(await lockPollingDevice(trx, deviceHash, now))) return false;
  return decidePendingRequest(trx, hash, decision, now);
}

/** Joins only if the page said that agreeing means joining, and the user left the box ticked. */
async function joinNamed(
  trx: Transaction<Database>,
  actor: Actor,
  { invitations, session: { username } }: ConsentQuestion,
  selection: ConsentSelection,
): Promise<void> {
  const named = selection.flatMap(({ item }) => (item.type === 'membership' ? [item.globalid] : []));
  const invited = named.filter((globalid) => invitations.has(globalid)).sort();
  for (const globalid of invited) await joinInvited(trx, actor, { globalid, username });
}

async function addSelection(
  trx: Transaction<Database>,
  deps: NoticeDependencies,
  actor: Actor,
  { request: { clientId }, session: { username } }: ConsentQuestion,
  selection: ConsentSelection,
): Promise<AuthorizationRecord> {
  return changeAuthorization(trx, deps, actor, { username, client: clientId }, (before) =>
    withSelection(before ?? emptyRecord(clientId), selection),
  );
}

function emptyRecord(grantedTo: string): AuthorizationRecord {
  return { grantedTo, flags: new Set(), labels: [], memberOf: [], organizationTrees: [], ownedEmails: [] };
}

/**
 * The scopes selected now, in the order of the request. Something shared earlier but not selected now is not
 * included.
 */
function grantedScopes(
  { possible }: ConsentQuestion,
  selection: ConsentSelection,
  record: AuthorizationRecord,
): readonly string[] {
  const granted = new Set(['openid', ...selection.flatMap(({ item }) => item.scopes)]);
  return possible.filter((scope) => granted.has(scope) && isCovered(record, impliedScope(scope)));
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
async function changeAuthorization(
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
