import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { afterCommit } from '../../db/after-commit.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Language } from '../../i18n/catalogue.ts';
import type { Database } from '../../schema.ts';
import { deleteEndedExport, findExport, insertExport, lockOpenAccount } from './queries.ts';
import type { AccountExportRow } from './tables.ts';

const hours = 3_600_000;
/** A person may ask for one export in this time. */
const pauseMilliseconds = 24 * hours;
/** How long an archive can be downloaded. */
export const keptMilliseconds = 72 * hours;

/** How it stands with the export of an account. */
export type ExportState =
  | { readonly kind: 'none' | 'running' | 'failed' }
  | {
      readonly kind: 'ready';
      readonly bytes: number;
      readonly expiresAt: Date;
      /** When the next one may be asked for. */
      readonly nextAt: Date;
    };

export function exportStateOf(row: AccountExportRow | undefined, now: Date): ExportState {
  if (row?.expires_at === null) return { kind: 'running' };
  if (!row || row.expires_at <= now) return { kind: 'none' };
  if (row.failed_at) return { kind: 'failed' };
  const nextAt = new Date(row.requested_at.getTime() + pauseMilliseconds);
  return { kind: 'ready', bytes: Number(row.size), expiresAt: row.expires_at, nextAt };
}

export async function findExportState(
  db: Kysely<Database>,
  username: string,
  now: Date,
): Promise<ExportState> {
  return exportStateOf(await findExport(db, username), now);
}

export interface ExportWish {
  readonly username: string;
  /** Of the readable pages. */
  readonly language: Language;
  readonly now: Date;
  readonly source: Actor;
  /** Called when there is something to make. */
  readonly wake: () => void;
}

export type ExportOutcome = 'asked' | 'running' | 'too soon' | 'closed';

/** Asks for an export of an account, which is then made in the background (accounts.md, section 23.8). */
export function requestExport(
  db: Kysely<Database>,
  { username, language, now, source, wake }: ExportWish,
): Promise<ExportOutcome> {
  return inTransaction(db, async (trx) => {
    if (!(await lockOpenAccount(trx, username))) return 'closed';
    await deleteEndedExport(trx, username, new Date(now.getTime() - pauseMilliseconds));
    const row = { username, language, requested_at: now, available_at: now };
    if (!(await insertExport(trx, row)))
      return (await findExportState(trx, username, now)).kind === 'running' ? 'running' : 'too soon';
    await recordEvent(trx, source, 'account.export_requested', { username });
    afterCommit(trx, wake);
    return 'asked';
  });
}
