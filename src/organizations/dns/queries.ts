import { type Kysely, sql, type Transaction } from 'kysely';
import { Conflict } from '../../base/errors.ts';
import { isUniqueViolation } from '../../db/pg-errors.ts';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';

/** Stores the DNS names of a new organization in the given order. */
export async function insertDnsNames(
  trx: Transaction<Database>,
  globalid: string,
  names: readonly string[],
  createdAt: Date,
): Promise<void> {
  if (names.length === 0) return;
  const rows = names.map((name, index) => ({ globalid, name, position: index + 1, created_at: createdAt }));
  await trx.insertInto('organization_dns_names').values(rows).execute();
}

/** @returns how many DNS names an organization has */
export async function countDnsNames(db: Kysely<Database>, globalid: string): Promise<number> {
  const { count } = await db
    .selectFrom('organization_dns_names')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('globalid', '=', globalid)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Adds a name to the end of the list.
 * @throws Conflict `dns_in_use`
 */
export async function insertDnsName(
  trx: Transaction<Database>,
  globalid: string,
  name: string,
  createdAt: Date,
): Promise<void> {
  const position = nextPosition('organization_dns_names', { globalid });
  const row = { globalid, name, position, created_at: createdAt };
  await trx.insertInto('organization_dns_names').values(row).execute().catch(refuseClash);
}

/**
 * Replaces a name by another one, which is unproved unless it is the same name.
 * @returns whether it is proved; undefined when there was no such name
 * @throws Conflict `dns_in_use`
 */
export async function updateDnsName(
  db: Kysely<Database>,
  globalid: string,
  name: string,
  newName: string,
): Promise<boolean | undefined> {
  const row = await db
    .updateTable('organization_dns_names')
    .set({ name: newName, ...(name !== newName && { proved_at: null }) })
    .where('globalid', '=', globalid)
    .where('name', '=', name)
    .returning('proved_at')
    .executeTakeFirst()
    .catch(refuseClash);
  return row && row.proved_at !== null;
}

/** Whether an organization has a name. */
export async function hasDnsName(db: Kysely<Database>, globalid: string, name: string): Promise<boolean> {
  const row = await db
    .selectFrom('organization_dns_names')
    .select('name')
    .where('globalid', '=', globalid)
    .where('name', '=', name)
    .executeTakeFirst();
  return row !== undefined;
}

/** Finds the organization for which a name is proved, ignoring case, and locks the row until the transaction ends. */
export async function lockProvedDnsName(
  trx: Transaction<Database>,
  name: string,
): Promise<{ readonly globalid: string; readonly name: string } | undefined> {
  return trx
    .selectFrom('organization_dns_names')
    .select(['globalid', 'name'])
    .where(sql<string>`lower(name)`, '=', name.toLowerCase())
    .where('proved_at', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * Records when a name was proved; `undefined` withdraws the proof.
 * @returns whether the organization has the name
 * @throws Conflict `dns_proved_elsewhere` when the name has been proved for another organization in the meantime
 */
export async function updateDnsProof(
  trx: Transaction<Database>,
  globalid: string,
  name: string,
  provedAt: Date | undefined,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('organization_dns_names')
    .set({ proved_at: provedAt ?? null })
    .where('globalid', '=', globalid)
    .where('name', '=', name)
    .executeTakeFirst()
    .catch((error: unknown) => {
      if (!isUniqueViolation(error, 'organization_dns_names_proved')) throw error;
      throw new Conflict('dns_proved_elsewhere', { cause: error });
    });
  return numUpdatedRows > 0n;
}

/** @returns whether there was one */
export async function deleteDnsName(db: Kysely<Database>, globalid: string, name: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('organization_dns_names')
    .where('globalid', '=', globalid)
    .where('name', '=', name)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

function refuseClash(error: unknown): never {
  throw isUniqueViolation(error) ? new Conflict('dns_in_use', { cause: error }) : error;
}
