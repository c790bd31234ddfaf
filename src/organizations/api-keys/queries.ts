import type { Kysely, Transaction } from 'kysely';
import { BadRequest, Conflict, NotFound } from '../../base/errors.ts';
import { isCheckViolation, isForeignKeyViolation, isUniqueViolation } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { endTokensOfKey } from '../../tokens/revocation.ts';
import type {
  NewOrganizationApiKeyRow,
  OrganizationApiKeyRow,
  OrganizationApiKeyRowPatch,
} from './tables.ts';

/** The labels of an organization's keys in byte order. */
export async function listApiKeyLabels(db: Kysely<Database>, globalid: string): Promise<string[]> {
  const rows = await db
    .selectFrom('organization_api_keys')
    .select('label')
    .where('globalid', '=', globalid)
    .orderBy('label')
    .execute();
  return rows.map((row) => row.label);
}

export function findApiKey(
  db: Kysely<Database>,
  globalid: string,
  label: string,
): Promise<OrganizationApiKeyRow | undefined> {
  return db
    .selectFrom('organization_api_keys')
    .selectAll()
    .where('globalid', '=', globalid)
    .where('label', '=', label)
    .executeTakeFirst();
}

/** @throws Conflict `label_in_use`, or NotFound `organization_not_found` */
export async function insertApiKey(db: Kysely<Database>, row: NewOrganizationApiKeyRow): Promise<void> {
  try {
    await db.insertInto('organization_api_keys').values(row).execute();
  } catch (error) {
    throw refusalOf(error);
  }
}

/**
 * @returns the id of the changed key; undefined when there is none with this label
 * @throws Conflict `label_in_use`
 */
export async function updateApiKey(
  trx: Transaction<Database>,
  globalid: string,
  label: string,
  patch: OrganizationApiKeyRowPatch,
): Promise<string | undefined> {
  try {
    const row = await trx
      .updateTable('organization_api_keys')
      .set(patch)
      .where('globalid', '=', globalid)
      .where('label', '=', label)
      .returning('key_id')
      .executeTakeFirst();
    return row?.key_id;
  } catch (error) {
    throw refusalOf(error);
  }
}

/** The tokens that were got with the key go with it. @returns whether there was one */
export async function deleteApiKey(
  trx: Transaction<Database>,
  globalid: string,
  label: string,
): Promise<boolean> {
  const keys = trx
    .selectFrom('organization_api_keys')
    .select('key_id')
    .where('globalid', '=', globalid)
    .where('label', '=', label);
  const key = await keys.executeTakeFirst();
  if (!key) return false;
  await endTokensOfKey(trx, globalid, key.key_id);
  const result = await trx
    .deleteFrom('organization_api_keys')
    .where('globalid', '=', globalid)
    .where('key_id', '=', key.key_id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function refusalOf(error: unknown): unknown {
  if (isUniqueViolation(error, 'organization_api_keys_label'))
    return new Conflict('label_in_use', { cause: error });
  if (isForeignKeyViolation(error, 'organization_api_keys_organization'))
    return new NotFound('organization_not_found', { cause: error });
  if (isCheckViolation(error, 'organization_api_keys_public_without_credentials')) {
    const description = 'body.publicClient: without a secret there can be no client credentials';
    return new BadRequest('bad_request', { description, cause: error });
  }
  return error;
}
