import type { Kysely, Transaction } from 'kysely';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';
import type { OrganizationLinkTable } from './tables.ts';

/** `linked` is, or may become, orgowner or orgmember of `globalid`. */
export interface OrganizationLink {
  readonly globalid: string;
  readonly linked: string;
}

export type LinkRole = OrganizationLinkTable['role'];

/**
 * Locks an organization that is about to be linked against deletion, until the transaction ends.
 * @returns false when there is no such organization
 */
export async function lockLinkedOrganization(trx: Transaction<Database>, globalid: string): Promise<boolean> {
  const row = await trx
    .selectFrom('organizations')
    .select('globalid')
    .where('globalid', '=', globalid)
    .forKeyShare()
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns undefined when the organizations are not linked */
export async function findLinkRole(
  db: Kysely<Database>,
  { globalid, linked }: OrganizationLink,
): Promise<LinkRole | undefined> {
  const row = await db
    .selectFrom('organization_links')
    .select('role')
    .where('globalid', '=', globalid)
    .where('linked_globalid', '=', linked)
    .executeTakeFirst();
  return row?.role;
}

/** Adds an organization to the end of the list. */
export async function insertLink(
  trx: Transaction<Database>,
  { globalid, linked }: OrganizationLink,
  role: LinkRole,
  now: Date,
): Promise<void> {
  const position = nextPosition('organization_links', { globalid });
  await trx
    .insertInto('organization_links')
    .values({ globalid, linked_globalid: linked, role, position, created_at: now })
    .execute();
}

/**
 * Moves an organization to the end of the other list. Whether the link includes its suborganizations stays as it is.
 */
export async function updateLinkRole(
  trx: Transaction<Database>,
  { globalid, linked }: OrganizationLink,
  role: LinkRole,
): Promise<void> {
  await trx
    .updateTable('organization_links')
    .set({ role, position: nextPosition('organization_links', { globalid }) })
    .where('globalid', '=', globalid)
    .where('linked_globalid', '=', linked)
    .execute();
}

/**
 * Sets whether a link includes the organizations below the linked one.
 * @returns false when nothing changed, or the organizations are not linked
 */
export async function updateIncludesSuborganizations(
  db: Kysely<Database>,
  { globalid, linked }: OrganizationLink,
  includes: boolean,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('organization_links')
    .set({ includes_suborganizations: includes })
    .where('globalid', '=', globalid)
    .where('linked_globalid', '=', linked)
    .where('includes_suborganizations', '=', !includes)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deleteLink(
  trx: Transaction<Database>,
  { globalid, linked }: OrganizationLink,
): Promise<void> {
  await trx
    .deleteFrom('organization_links')
    .where('globalid', '=', globalid)
    .where('linked_globalid', '=', linked)
    .execute();
}

/** A link to an organization, as seen from that organization. */
export interface LinkFrom {
  /** The organization that lists it. */
  readonly globalid: string;
  readonly role: LinkRole;
  readonly includesSuborganizations: boolean;
}

/** The links with which other organizations list this one as orgowner or orgmember, in byte order. */
export function listLinksFrom(db: Kysely<Database>, linked: string): Promise<LinkFrom[]> {
  return db
    .selectFrom('organization_links')
    .select(['globalid', 'role', 'includes_suborganizations as includesSuborganizations'])
    .where('linked_globalid', '=', linked)
    .orderBy('globalid')
    .execute();
}
