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
 * Keeps an organization that is about to be linked from being deleted until the transaction ends.
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

/** Undefined when the organizations are not linked. */
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

/** Puts an organization at the end of the list. */
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

/** Moves an organization to the end of the other list; what it brings along from below stays. */
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
 * Lets the organizations below a linked one count as well, or no longer.
 * @returns false when that was so already, or when they are not linked
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

/** A link of which an organization is one end, seen from it. */
export interface LinkFrom {
  /** The organization that lists this one. */
  readonly globalid: string;
  readonly role: LinkRole;
  readonly includesSuborganizations: boolean;
}

/** The organizations that list this one as orgowner or orgmember, in byte order. */
export function listLinksFrom(db: Kysely<Database>, linked: string): Promise<LinkFrom[]> {
  return db
    .selectFrom('organization_links')
    .select(['globalid', 'role', 'includes_suborganizations as includesSuborganizations'])
    .where('linked_globalid', '=', linked)
    .orderBy('globalid')
    .execute();
}
