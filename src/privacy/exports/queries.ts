import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { inTransaction, isForeignKeyViolation } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import type {
  AccountExportRow,
  AccountExportRowPatch,
  NewAccountExportPartRow,
  NewAccountExportRow,
} from './tables.ts';

export function findExport(db: Kysely<Database>, username: string): Promise<AccountExportRow | undefined> {
  return db.selectFrom('account_exports').selectAll().where('username', '=', username).executeTakeFirst();
}

/** Keeps an account from being closed until the transaction ends. @returns false when it is closed */
export async function lockOpenAccount(trx: Transaction<Database>, username: string): Promise<boolean> {
  const row = await trx
    .selectFrom('users')
    .select('username')
    .where('username', '=', username)
    .where('locked_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

/** Makes room for another export: one that failed goes at once, one that is ready when it was asked for before `since`. */
export async function deleteEndedExport(
  trx: Transaction<Database>,
  username: string,
  since: Date,
): Promise<void> {
  await trx
    .deleteFrom('account_exports')
    .where('username', '=', username)
    .where('expires_at', 'is not', null)
    .where((row) => row.or([row('failed_at', 'is not', null), row('requested_at', '<=', since)]))
    .execute();
}

/** @returns false when the account has an export already */
export async function insertExport(
  trx: Transaction<Database>,
  row: Omit<NewAccountExportRow, 'archive_id'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await trx
    .insertInto('account_exports')
    .values({ ...row, archive_id: randomUUID() })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/** What an account had exported goes, also while it is being made. */
export async function deleteExport(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('account_exports').where('username', '=', username).execute();
}

export interface ExportClaim {
  readonly now: Date;
  /** When others may take the export, because whoever claimed it must have died. */
  readonly until: Date;
}

export type ClaimedExport = Pick<
  AccountExportRow,
  'username' | 'archive_id' | 'language' | 'attempts' | 'requested_at'
>;

/**
 * Takes the export that has been due for longest, counts the attempt and begins its archive anew. Nobody gets the same
 * one, and whoever had it before can neither add to it nor end it.
 */
export function claimExport(
  db: Kysely<Database>,
  { now, until }: ExportClaim,
): Promise<ClaimedExport | undefined> {
  return inTransaction(db, async (trx) => {
    const due = await lockDueExport(trx, now);
    if (!due) return undefined;
    await deleteParts(trx, due);
    return trx
      .updateTable('account_exports')
      .set({ archive_id: randomUUID(), claimed_until: until, attempts: due.attempts + 1 })
      .where('username', '=', due.username)
      .returning(['username', 'archive_id', 'language', 'attempts', 'requested_at'])
      .executeTakeFirstOrThrow();
  });
}

function lockDueExport(trx: Transaction<Database>, now: Date): Promise<AccountExportRow | undefined> {
  return trx
    .selectFrom('account_exports')
    .selectAll()
    .where('expires_at', 'is', null)
    .where('available_at', '<=', now)
    .where((row) => row.or([row('claimed_until', 'is', null), row('claimed_until', '<=', now)]))
    .orderBy('available_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

type ArchiveKey = Pick<AccountExportRow, 'username' | 'archive_id'>;

async function deleteParts(trx: Transaction<Database>, { username, archive_id }: ArchiveKey): Promise<void> {
  await trx
    .deleteFrom('account_export_parts')
    .where('username', '=', username)
    .where('archive_id', '=', archive_id)
    .execute();
}

/** Whoever works at an archive has lost it: to another server, or because it is not wanted any more. */
export class ArchiveLost extends Error {}

/** Adds to an archive and keeps the claim on it. @throws ArchiveLost */
export async function insertPart(
  db: Kysely<Database>,
  part: NewAccountExportPartRow,
  until: Date,
): Promise<void> {
  try {
    await db.insertInto('account_export_parts').values(part).execute();
  } catch (error) {
    if (isForeignKeyViolation(error, 'account_export_parts_archive'))
      throw new ArchiveLost(undefined, { cause: error });
    throw error;
  }
  await updateExport(db, part, { claimed_until: until });
}

/** @returns false when the archive is another one by now, or its making has ended */
export async function updateExport(
  db: Kysely<Database>,
  { username, archive_id }: ArchiveKey,
  patch: AccountExportRowPatch,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('account_exports')
    .set(patch)
    .where('username', '=', username)
    .where('archive_id', '=', archive_id)
    .where('expires_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends an export that cannot be made; what there is of its archive goes. */
export async function updateFailedExport(
  trx: Transaction<Database>,
  key: ArchiveKey,
  ended: Required<Pick<AccountExportRowPatch, 'failed_at' | 'expires_at'>>,
): Promise<void> {
  if (await updateExport(trx, key, { ...ended, claimed_until: null })) await deleteParts(trx, key);
}

/** @returns undefined after the last part, or when the archive is gone */
export async function findPart(
  db: Kysely<Database>,
  { username, archive_id }: ArchiveKey,
  position: number,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('account_export_parts')
    .select('sealed_content')
    .where('username', '=', username)
    .where('archive_id', '=', archive_id)
    .where('position', '=', position)
    .executeTakeFirst();
  return row?.sealed_content;
}
