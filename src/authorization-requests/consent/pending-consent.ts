import type { Kysely } from 'kysely';
import type { AuthorizationRecord } from '../../consents/coverage.ts';
import { findAuthorization } from '../../consents/queries.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { listOpenInvitations } from '../../organizations/invitations/queries.ts';
import { listOrganizationRoles } from '../../organizations/members/role-queries.ts';
import type { Database } from '../../schema.ts';
import type { Session } from '../../sessions/sessions.ts';
import type { AuthorizationRequestRow } from '../../tokens/tables.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import { findProfile, type Profile } from '../../users/profile.ts';
import type { UserSession } from '../code-issuing.ts';
import { findConsentRequest } from '../consent-queries.ts';
import { type ConsentItem, itemsOf } from './consent-items.ts';
import { possibleScopes } from './possible-scopes.ts';

/** A request that waits for an answer, with all that the page and the decision need. */
export interface Consent {
  readonly id: string;
  readonly hash: Buffer;
  readonly row: AuthorizationRequestRow;
  readonly session: UserSession;
  /** What can be given now, of what the stored request holds. */
  readonly possible: readonly string[];
  readonly items: readonly ConsentItem[];
  readonly profile: Profile;
  readonly record: AuthorizationRecord | undefined;
  /** As what the user would join an organization by agreeing. */
  readonly invitations: ReadonlyMap<string, 'owner' | 'member'>;
}

/** A stored request that cannot be answered any more, or never could in this session. */
export type Unanswerable =
  | { readonly problem: 'unknown' }
  | { readonly problem: 'expired' | 'decided'; readonly row: AuthorizationRequestRow };

/** The request that the address names, if it was made for whoever is signed in in this browser. */
export async function loadConsent(db: Kysely<Database>, page: PageRequest): Promise<Consent | Unanswerable> {
  const id = page.query.get('request') ?? '';
  const session = await page.session('interactive');
  if (!isOfUser(session)) return { problem: 'unknown' };
  const hash = hashToken(id);
  const row = await findConsentRequest(db, hash, session.session_id, session.username);
  if (!row) return { problem: 'unknown' };
  if (row.decision !== null) return { problem: 'decided', row };
  if (row.expires_at < page.now) return { problem: 'expired', row };
  const profile = await findProfile(db, session.username);
  if (!profile) return { problem: 'unknown' };
  const possible = await possibleScopes(db, session.username, row.client_id, row.scopes);
  const items = itemsOf(possible);
  const record = await findAuthorization(db, session.username, row.client_id);
  const invitations = await findInvitations(db, session.username, items);
  return { id, hash, row, session, possible, items, profile, record, invitations };
}

function isOfUser(session: Session | undefined): session is UserSession {
  return session !== undefined && session.username !== null;
}

/** Of the organizations that are asked about, those that the user is not in but invited to. */
async function findInvitations(
  db: Kysely<Database>,
  username: string,
  items: readonly ConsentItem[],
): Promise<ReadonlyMap<string, 'owner' | 'member'>> {
  const asked = items.flatMap((item) => (item.type === 'membership' ? [item.globalid] : []));
  if (asked.length === 0) return new Map();
  const roles = await listOrganizationRoles(db, asked, username);
  const isIn = (globalid: string) => roles.get(globalid)?.isOwner || roles.get(globalid)?.isMember;
  const open = await listOpenInvitations(db, username);
  const fitting = open.filter(({ globalid }) => asked.includes(globalid) && !isIn(globalid));
  const members = fitting.map(({ globalid }) => [globalid, 'member'] as const);
  const owners = fitting.filter(({ role }) => role === 'owner');
  return new Map([...members, ...owners.map(({ globalid }) => [globalid, 'owner'] as const)]);
}
