import type { Kysely } from 'kysely';
import type { AuthorizationRecord } from '../../consents/coverage.ts';
import { findAuthorization } from '../../consents/queries.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { listOpenInvitations } from '../../organizations/invitations/queries.ts';
import { listOrganizationRoles } from '../../organizations/members/role-queries.ts';
import type { Database } from '../../schema.ts';
import { isOfUser, type Session, type UserSession } from '../../sessions/session.ts';
import { findProfile, type Profile } from '../../users/profile-queries.ts';
import { findPendingRequest, type PendingRequest } from '../queries.ts';
import { type ConsentItem, itemsOf } from './consent-items.ts';
import { possibleScopes } from './possible-scopes.ts';

/** A request that waits for the user's decision, with everything that the page and the decision need. */
export interface ConsentQuestion {
  /** The browser's name for the request. */
  readonly handle: string;
  readonly hash: Buffer;
  readonly request: PendingRequest;
  readonly session: UserSession;
  /** The requested scopes that can be granted now. */
  readonly possible: readonly string[];
  readonly items: readonly ConsentItem[];
  readonly profile: Profile;
  readonly record: AuthorizationRecord | undefined;
  /** The role in which the user would join each organization by agreeing. */
  readonly invitations: ReadonlyMap<string, 'owner' | 'member'>;
}

/** What the list of items needs from a question, also when no application asks. */
export interface SharingQuestion
  extends Pick<ConsentQuestion, 'session' | 'items' | 'profile' | 'record' | 'invitations'> {
  readonly request: Pick<PendingRequest, 'clientId'>;
}

/** A pending request that can no longer be decided, or was not made in this session. */
export type Unanswerable =
  | { readonly problem: 'unknown' }
  | { readonly problem: 'expired' | 'decided'; readonly request: PendingRequest };

/** Loads the pending request of a handle, if it was made in this session. */
export async function loadQuestion(
  db: Kysely<Database>,
  handle: string,
  session: Session | undefined,
  now: Date,
): Promise<ConsentQuestion | Unanswerable> {
  if (!isOfUser(session)) return { problem: 'unknown' };
  const { sessionId, username } = session;
  const hash = hashToken(handle);
  const request = await findPendingRequest(db, hash, sessionId, username);
  if (!request) return { problem: 'unknown' };
  if (request.decision !== null) return { problem: 'decided', request };
  if (request.expiresAt < now) return { problem: 'expired', request };
  const profile = await findProfile(db, username);
  if (!profile) return { problem: 'unknown' };
  const possible = await possibleScopes(db, username, request.clientId, request.scopes.scopes);
  const items = itemsOf(possible);
  const record = await findAuthorization(db, username, request.clientId);
  const invitations = await findInvitations(db, username, items);
  return { handle, hash, request, session, possible, items, profile, record, invitations };
}

/** Invitations to organizations that the request names and the user does not belong to. */
async function findInvitations(
  db: Kysely<Database>,
  username: string,
  items: readonly ConsentItem[],
): Promise<ReadonlyMap<string, 'owner' | 'member'>> {
  const globalids = items.flatMap((item) => (item.type === 'membership' ? [item.globalid] : []));
  if (globalids.length === 0) return new Map();
  const roles = await listOrganizationRoles(db, globalids, username);
  const isIn = (globalid: string) => roles.get(globalid)?.isOwner || roles.get(globalid)?.isMember;
  const open = await listOpenInvitations(db, username);
  const fitting = open.filter(({ globalid }) => globalids.includes(globalid) && !isIn(globalid));
  const members = fitting.map(({ globalid }) => [globalid, 'member'] as const);
  const owners = fitting.filter(({ role }) => role === 'owner');
  return new Map([...members, ...owners.map(({ globalid }) => [globalid, 'owner'] as const)]);
}
