import type { Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { type AuthorizationRecord, isCovered } from '../../consents/coverage.ts';
import { findAuthorization } from '../../consents/queries.ts';
import { replaceAuthorization } from '../../consents/replace-authorization.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { acceptInvitations } from '../../organizations/invitations/acceptance.ts';
import type { ConsentDependencies } from '../../portal/consent/dependencies.ts';
import type { Database } from '../../schema.ts';
import type { CodeLife } from '../../tokens/codes.ts';
import { impliedScope } from '../../tokens/scopes.ts';
import { lockUser } from '../../users/queries.ts';
import { issueCode } from '../code-issuing.ts';
import { decideConsentRequest } from '../consent-queries.ts';
import { toCodeRequest } from '../pending-requests.ts';
import { type Gift, withGifts } from './consent-selection.ts';
import { tellAppAuthorized } from './notices.ts';
import type { Consent } from './pending-consent.ts';
import { cutToOwnParts } from './shareable-content.ts';

type AllowDependencies = Pick<ConsentDependencies, 'db' | 'messages' | 'publicUrl'>;

/** Where and how long what is allowed counts. */
export interface Allowing extends CodeLife {
  readonly source: Actor;
}

/**
 * Carries out a consent as a whole or not at all: the request is decided, the invitations it names are accepted, what
 * the person gives is added to the record, and a code is issued for it.
 * @returns the code; undefined when the request was decided before
 */
export function allow(
  deps: AllowDependencies,
  consent: Consent,
  gifts: readonly Gift[],
  allowing: Allowing,
): Promise<string | undefined> {
  return inTransaction(deps.db, async (trx) => {
    if (!(await decideConsentRequest(trx, consent.hash, 'allowed', allowing.now))) return undefined;
    await joinInvited(trx, consent, gifts, allowing);
    const record = await addToRecord(trx, deps, consent, gifts, allowing);
    const request = toCodeRequest(consent.row);
    return issueCode(trx, request, consent.session, givenScopes(consent, gifts, record), allowing);
  });
}

/** Only where the page said that agreeing means joining, and the person left the box ticked. */
async function joinInvited(
  trx: Transaction<Database>,
  { invitations, session: { username } }: Consent,
  gifts: readonly Gift[],
  { now, source }: Allowing,
): Promise<void> {
  const named = gifts.flatMap(({ item }) => (item.type === 'membership' ? [item.globalid] : []));
  const invited = named.filter((globalid) => invitations.has(globalid)).sort();
  for (const globalid of invited) {
    const role = await acceptInvitations(trx, { globalid, username }, now);
    if (role) await recordEvent(trx, source, 'organization.joined', { username, globalid, role });
  }
}

/** The user is locked, so that two consents at once do not lose what the other adds. */
async function addToRecord(
  trx: Transaction<Database>,
  deps: AllowDependencies,
  { row: { client_id }, session: { username } }: Consent,
  gifts: readonly Gift[],
  { now, source }: Allowing,
): Promise<AuthorizationRecord> {
  await lockUser(trx, username);
  const before = await findAuthorization(trx, username, client_id);
  const record = await cutToOwnParts(trx, username, withGifts(before ?? emptyRecord(client_id), gifts));
  await replaceAuthorization(trx, username, record, now);
  await tellAppAuthorized(deps, trx, { username, client: client_id, before }, now);
  const event = before ? 'authorization.changed' : 'authorization.given';
  await recordEvent(trx, source, event, { username, organization: client_id });
  return record;
}

function emptyRecord(grantedTo: string): AuthorizationRecord {
  return { grantedTo, flags: new Set(), labels: [], memberOf: [], organizationTrees: [], ownedEmails: [] };
}

/** What was given now, in the order of the request; something given earlier and kept back now is not part of it. */
function givenScopes(
  { possible }: Consent,
  gifts: readonly Gift[],
  record: AuthorizationRecord,
): readonly string[] {
  const given = new Set(['openid', ...gifts.flatMap(({ item }) => item.scopes)]);
  return possible.filter((scope) => given.has(scope) && isCovered(record, impliedScope(scope)));
}
