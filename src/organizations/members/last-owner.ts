import { type Kysely, sql, type Transaction } from 'kysely';
import { Conflict } from '../../base/errors.ts';
import type { Database } from '../../schema.ts';

/**
 * Keeps an organization without parent from ending up with nobody who owns it. Call `lockOrganization` before, or two
 * who go at once both count on the other.
 * @param leaving the user or organization that is about to stop being an owner
 * @throws Conflict `last_owner`
 */
export async function refuseLastOwner(
  trx: Transaction<Database>,
  globalid: string,
  leaving: string,
): Promise<void> {
  if (await isLastOwner(trx, globalid, leaving)) throw new Conflict('last_owner');
}

/** Whether only this user or organization keeps an organization owned. Those below another one are owned through it. */
export async function isLastOwner(
  trx: Transaction<Database>,
  globalid: string,
  name: string,
): Promise<boolean> {
  return !globalid.includes('.') && !(await hasOwnerBesides(trx, globalid, name));
}

/**
 * Users and organizations share one namespace: a name can only be one of them. Whose account is about to be erased does
 * not count.
 */
async function hasOwnerBesides(db: Kysely<Database>, globalid: string, name: string): Promise<boolean> {
  const { rows } = await sql`
    select from organization_users where globalid = ${globalid} and role = 'owner' and username <> ${name}
      and username not in (select username from account_deletions)
    union all
    select from organization_links
    where globalid = ${globalid} and role = 'orgowner' and linked_globalid <> ${name}
    limit 1`.execute(db);
  return rows.length > 0;
}
