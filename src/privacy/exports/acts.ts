import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { afterCommit } from '../../db/after-commit.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Language } from '../../i18n/catalogue.ts';
import type { Database } from '../../schema.ts';
import { lockOpenAccount } from '../../users/closure-queries.ts';
import { readArchive } from './archive-storage.ts';
import { exportStateOf, findExportState, pauseMilliseconds } from './export-state.ts';
import { deleteEndedExport, findExport, insertExport } from './queries.ts';

export interface ExportRequestDependencies {
  readonly db: Kysely<Database>;
  /** Called when there is an export to make. */
  readonly wakeExports: () => void;
}

export type ExportOutcome = 'requested' | 'running' | 'too soon' | 'closed';

/**
 * Requests an export of an account. It is made in the background.
 * @param input `language`: that of the readable pages
 */
export function requestExport(
  { db, wakeExports }: ExportRequestDependencies,
  actor: Actor,
  { username, language }: { readonly username: string; readonly language: Language },
): Promise<ExportOutcome> {
  const { now } = actor;
  return inTransaction(db, async (trx) => {
    if (!(await lockOpenAccount(trx, username))) return 'closed';
    await deleteEndedExport(trx, username, new Date(now.getTime() - pauseMilliseconds));
    if (!(await insertExport(trx, { username, language, requestedAt: now })))
      return (await findExportState(trx, username, now)).kind === 'running' ? 'running' : 'too soon';
    await recordEvent(trx, actor, 'account.export_requested', { username });
    afterCommit(trx, wakeExports);
    return 'requested';
  });
}

/** An archive that is being downloaded. */
export interface ArchiveDownload {
  readonly bytes: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Downloads the archive of an account. The audit log records every download. @returns undefined when there is none */
export async function downloadArchive(
  { db, sealing }: { readonly db: Kysely<Database>; readonly sealing: Sealing },
  actor: Actor,
  username: string,
): Promise<ArchiveDownload | undefined> {
  const archive = await inTransaction(db, async (trx) => {
    const found = await findExport(trx, username);
    if (!found || exportStateOf(found, actor.now).kind !== 'ready') return undefined;
    await recordEvent(trx, actor, 'account.exported', { username });
    return found;
  });
  return archive && { bytes: Number(archive.size), content: readArchive({ db, sealing }, archive) };
}
