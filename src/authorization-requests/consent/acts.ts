import type { Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { type AuthorizationRecord, isCovered } from '../../consents/coverage.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { joinInvited } from '../../organizations/invitations/answering.ts';
import type { Database } from '../../schema.ts';
import { allowDevice, denyDevice, lockPollingDevice } from '../../tokens/device-authorization-queries.ts';
import { impliedScope } from '../../tokens/scopes.ts';
import type { NoticeDependencies } from '../../users/notices/notify-user.ts';
import { issueCode } from '../code-issuing.ts';
import { usePushedRequest } from '../pushed-request-queries.ts';
import { decidePendingRequest } from '../queries.ts';
import { type AuthorizationDependencies, changeAuthorization, emptyRecord } from './authorization-acts.ts';
import type { ConsentQuestion } from './consent-question.ts';
import { type ConsentSelection, withSelection } from './consent-selection.ts';

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
