import type { Kysely, Transaction } from 'kysely';
import type { RequiredScope } from '../../../generated/types.ts';
import { Conflict } from '../../base/errors.ts';
import { isUniqueViolation } from '../../db/pg-errors.ts';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';

/** Stores the required scopes of a new organization in the given order. */
export async function insertRequiredScopes(
  trx: Transaction<Database>,
  globalid: string,
  required: readonly RequiredScope[],
  createdAt: Date,
): Promise<void> {
  if (required.length === 0) return;
  const rows = required.map((entry, index) => ({
    globalid,
    ...columnsOf(entry),
    position: index + 1,
    created_at: createdAt,
  }));
  await trx.insertInto('organization_required_scopes').values(rows).execute();
}

/** The scopes that an organization requires, in its own order. */
export async function listRequiredScopes(db: Kysely<Database>, globalid: string): Promise<string[]> {
  const rows = await db
    .selectFrom('organization_required_scopes')
    .select('scope')
    .where('globalid', '=', globalid)
    .orderBy('position')
    .orderBy('scope')
    .execute();
  return rows.map((row) => row.scope);
}

/** @returns how many scopes an organization requires */
export async function countRequiredScopes(db: Kysely<Database>, globalid: string): Promise<number> {
  const { count } = await db
    .selectFrom('organization_required_scopes')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('globalid', '=', globalid)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Adds a required scope to the end of the list.
 * @throws Conflict `required_scope_already_exists`
 */
export async function insertRequiredScope(
  trx: Transaction<Database>,
  globalid: string,
  required: RequiredScope,
  createdAt: Date,
): Promise<void> {
  const position = nextPosition('organization_required_scopes', { globalid });
  const row = { globalid, ...columnsOf(required), position, created_at: createdAt };
  await trx.insertInto('organization_required_scopes').values(row).execute().catch(refuseClash);
}

/**
 * Replaces the required scope with this text.
 * @returns whether there was one
 * @throws Conflict `required_scope_already_exists`
 */
export async function updateRequiredScope(
  db: Kysely<Database>,
  globalid: string,
  scope: string,
  required: RequiredScope,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('organization_required_scopes')
    .set(columnsOf(required))
    .where('globalid', '=', globalid)
    .where('scope', '=', scope)
    .executeTakeFirst()
    .catch(refuseClash);
  return numUpdatedRows > 0n;
}

/** @returns whether there was one */
export async function deleteRequiredScope(
  db: Kysely<Database>,
  globalid: string,
  scope: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('organization_required_scopes')
    .where('globalid', '=', globalid)
    .where('scope', '=', scope)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

function columnsOf({ scope, accessscopes }: RequiredScope) {
  return { scope, access_scopes: [...new Set(accessscopes)] };
}

function refuseClash(error: unknown): never {
  throw isUniqueViolation(error) ? new Conflict('required_scope_already_exists', { cause: error }) : error;
}
