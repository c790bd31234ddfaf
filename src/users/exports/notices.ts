import type { Transaction } from 'kysely';
import type { Database } from '../../db/database.ts';
import { languageOf } from '../../messages/catalogue.ts';
import { exportMail } from '../../messages/export-mail.ts';
import type { QueueMail } from '../../outside/message-queue.ts';
import { findNoticeTarget } from '../../sign-in/queries.ts';
import type { ClaimedExport } from './queries.ts';

export interface ReadyExport {
  readonly bytes: number;
  readonly expiresAt: Date;
  readonly link: string;
}

/** Tells a user, at every validated address, that the export can be downloaded. */
export async function tellExportReady(
  queueMail: QueueMail,
  trx: Transaction<Database>,
  { username, language: asked }: ClaimedExport,
  ready: ReadyExport,
): Promise<void> {
  const target = await findNoticeTarget(trx, username);
  const language = languageOf(target?.language ?? asked);
  const about = { template: 'export.ready', language, username, usefulUntil: ready.expiresAt };
  for (const address of target?.email_addresses ?? [])
    await queueMail(trx, { ...about, message: exportMail(language, address, { username, ...ready }) });
}
