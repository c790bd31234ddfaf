import type { Kysely } from 'kysely';
import type { Database } from '../../schema.ts';
import { type AccountExport, findExport } from './queries.ts';

const hours = 3_600_000;
/** A user may request one export in this time. */
export const pauseMilliseconds = 24 * hours;
/** How long an archive can be downloaded. */
export const keptMilliseconds = 72 * hours;

/** The state of the export of an account. */
export type ExportState =
  | { readonly kind: 'none' | 'running' | 'failed' }
  | {
      readonly kind: 'ready';
      readonly bytes: number;
      readonly expiresAt: Date;
      /** When the next one may be requested. */
      readonly nextAt: Date;
    };

export function exportStateOf(last: AccountExport | undefined, now: Date): ExportState {
  if (last?.expiresAt === null) return { kind: 'running' };
  if (!last || last.expiresAt <= now) return { kind: 'none' };
  if (last.failedAt) return { kind: 'failed' };
  const nextAt = new Date(last.requestedAt.getTime() + pauseMilliseconds);
  return { kind: 'ready', bytes: Number(last.size), expiresAt: last.expiresAt, nextAt };
}

export async function findExportState(
  db: Kysely<Database>,
  username: string,
  now: Date,
): Promise<ExportState> {
  return exportStateOf(await findExport(db, username), now);
}
