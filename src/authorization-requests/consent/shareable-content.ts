import type { Kysely, Transaction } from 'kysely';
import type { AuthorizationRecord } from '../../consents/coverage.ts';
import { listOpenInvitations } from '../../organizations/invitations/queries.ts';
import { listOrganizationsOfUser } from '../../organizations/members/role-queries.ts';
import type { Database } from '../../schema.ts';
import { listShareableLabels } from './queries.ts';

/**
 * The part of a record that the user can share now: entries whose real label exists (validated ones only where these
 * are asked for), and organizations that the user belongs to or is invited to. Labels cannot vanish before the
 * transaction ends.
 */
export async function withShareableContent(
  trx: Transaction<Database>,
  username: string,
  record: AuthorizationRecord,
): Promise<AuthorizationRecord> {
  const { labels, memberOf, grantedTo } = record;
  const shareable = labels.length > 0 ? await listShareableLabels(trx, username, 'keyShare') : new Set();
  const organizations =
    memberOf.length > 0 ? await listShareableOrganizations(trx, username, grantedTo) : new Set();
  return {
    ...record,
    labels: labels.filter(({ kind, realLabel }) => shareable.has(`${kind}:${realLabel}`)),
    memberOf: memberOf.filter((globalid) => organizations.has(globalid)),
  };
}

/** A member of an organization below the client may tell the client so by the client's own name. */
async function listShareableOrganizations(
  trx: Transaction<Database>,
  username: string,
  grantedTo: string,
): Promise<ReadonlySet<string>> {
  const joined = await listOrganizationsOfUser(trx, username);
  const invitations = await listOpenInvitations(trx, username);
  const below = joined.filter(({ globalid }) => globalid.startsWith(`${grantedTo}.`));
  const named = [...joined, ...invitations].map((row) => row.globalid);
  return new Set(below.length > 0 ? [...named, grantedTo] : named);
}

/** A record without the entries whose real label is gone, or is no longer validated where it has to be. */
export async function withExistingLabels(
  db: Kysely<Database>,
  username: string,
  record: AuthorizationRecord,
): Promise<AuthorizationRecord> {
  if (record.labels.length === 0) return record;
  const shareable = await listShareableLabels(db, username, 'none');
  return {
    ...record,
    labels: record.labels.filter(({ kind, realLabel }) => shareable.has(`${kind}:${realLabel}`)),
  };
}
