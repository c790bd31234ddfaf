import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction, UpdateObject } from 'kysely';
import { inTransaction, isForeignKeyViolation } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';

/** One attempt to make the archive of an account. */
export interface ArchiveKey {
  readonly username: string;
  readonly archiveId: string;
}

/** The latest export of an account. */
export interface AccountExport extends ArchiveKey {
  readonly requestedAt: Date;
  readonly failedAt: Date | null;
  /** The size of the archive in bytes; null until it is ready. */
  readonly size: number | null;
  /** When it can no longer be downloaded, or its failure is no longer shown; null while it is being made. */
  readonly expiresAt: Date | null;
}

export async function findExport(db: Kysely<Database>, username: string): Promise<AccountExport | undefined> {
  const row = await db
    .selectFrom('account_exports')
    .select(['username', 'archive_id as archiveId', 'requested_at as requestedAt'])
    .select(['failed_at as failedAt', 'size', 'expires_at as expiresAt'])
    .where('username', '=', username)
    .executeTakeFirst();
  return row && { ...row, size: row.size === null ? null : Number(row.size) };
}

/**
 * Deletes an export that has failed, or that is ready and was requested before `since`, so that another can be
 * requested.
 */
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

export interface NewExport {
  readonly username: string;
  /** The language of the readable pages. */
  readonly language: string;
  readonly requestedAt: Date;
}

/** @returns false when the account already has an export */
export async function insertExport(
  trx: Transaction<Database>,
  { username, language, requestedAt }: NewExport,
): Promise<boolean> {
  const times = { requested_at: requestedAt, available_at: requestedAt };
  const { numInsertedOrUpdatedRows = 0n } = await trx
    .insertInto('account_exports')
    .values({ username, language, archive_id: randomUUID(), ...times })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/** Deletes the export of an account, even while it is being made. */
export async function deleteExport(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('account_exports').where('username', '=', username).execute();
}

export interface ExportClaim {
  readonly now: Date;
  /** When other servers may claim the export, because this server must have died. */
  readonly until: Date;
}

export interface ClaimedExport extends ArchiveKey {
  readonly language: string;
  readonly attempts: number;
  readonly requestedAt: Date;
}

/**
 * Claims the export that has been due for longest, counts the attempt and restarts its archive. No other server gets
 * the same export, and a server that claimed it earlier can neither add to it nor end it.
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
      .returning(['username', 'archive_id as archiveId', 'language', 'attempts'])
      .returning('requested_at as requestedAt')
      .executeTakeFirstOrThrow();
  });
}

function lockDueExport(
  trx: Transaction<Database>,
  now: Date,
): Promise<(ArchiveKey & { readonly attempts: number }) | undefined> {
  return trx
    .selectFrom('account_exports')
    .select(['username', 'archive_id as archiveId', 'attempts'])
    .where('expires_at', 'is', null)
    .where('available_at', '<=', now)
    .where((row) => row.or([row('claimed_until', 'is', null), row('claimed_until', '<=', now)]))
    .orderBy('available_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

async function deleteParts(trx: Transaction<Database>, { username, archiveId }: ArchiveKey): Promise<void> {
  await trx
    .deleteFrom('account_export_parts')
    .where('username', '=', username)
    .where('archive_id', '=', archiveId)
    .execute();
}

/** An archive was lost while it was being made: another server claimed it, or it is no longer wanted. */
export class ArchiveLost extends Error {}

export interface ArchivePart extends ArchiveKey {
  readonly position: number;
  readonly sealedContent: Buffer;
}

/** Adds a part to an archive and extends the claim on it. @throws ArchiveLost */
export async function insertPart(db: Kysely<Database>, part: ArchivePart, until: Date): Promise<void> {
  const { username, archiveId, position, sealedContent } = part;
  try {
    await db
      .insertInto('account_export_parts')
      .values({ username, archive_id: archiveId, position, sealed_content: sealedContent })
      .execute();
  } catch (error) {
    if (isForeignKeyViolation(error, 'account_export_parts_archive'))
      throw new ArchiveLost(undefined, { cause: error });
    throw error;
  }
  await updateRunningExport(db, part, { claimed_until: until });
}

/** Marks an archive as complete. @returns false when it was lost */
export function markExportReady(
  trx: Transaction<Database>,
  key: ArchiveKey,
  { now, expiresAt, size }: { readonly now: Date; readonly expiresAt: Date; readonly size: number },
): Promise<boolean> {
  const ended = { ready_at: now, expires_at: expiresAt, size, claimed_until: null };
  return updateRunningExport(trx, key, ended);
}

/** Marks an export as failed and deletes the parts of its archive. */
export async function markExportFailed(
  trx: Transaction<Database>,
  key: ArchiveKey,
  { now, expiresAt }: { readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  const ended = { failed_at: now, expires_at: expiresAt, claimed_until: null };
  if (await updateRunningExport(trx, key, ended)) await deleteParts(trx, key);
}

/**
 * Releases a claim, so that any server can claim the export again.
 * @param change the number of attempts, or when it is due
 */
export async function releaseExport(
  db: Kysely<Database>,
  key: ArchiveKey,
  change: { readonly attempts: number } | { readonly availableAt: Date },
): Promise<void> {
  const due = 'attempts' in change ? { attempts: change.attempts } : { available_at: change.availableAt };
  await updateRunningExport(db, key, { claimed_until: null, ...due });
}

async function updateRunningExport(
  db: Kysely<Database>,
  { username, archiveId }: ArchiveKey,
  patch: UpdateObject<Database, 'account_exports'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('account_exports')
    .set(patch)
    .where('username', '=', username)
    .where('archive_id', '=', archiveId)
    .where('expires_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns the sealed part; undefined after the last one, or when the archive is gone */
export async function findPart(
  db: Kysely<Database>,
  { username, archiveId }: ArchiveKey,
  position: number,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('account_export_parts')
    .select('sealed_content')
    .where('username', '=', username)
    .where('archive_id', '=', archiveId)
    .where('position', '=', position)
    .executeTakeFirst();
  return row?.sealed_content;
}
