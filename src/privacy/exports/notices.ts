import type { Transaction } from 'kysely';
import { exportMail } from '../../mail/export-mail.ts';
import type { QueueMail } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import { notifyUser } from '../../users/notices/notify-user.ts';
import type { ClaimedExport } from './queries.ts';

export interface ReadyExport {
  readonly bytes: number;
  readonly expiresAt: Date;
  readonly link: string;
}

/** Tells a user that the export can be downloaded, by mail to every validated address. */
export function notifyExportReady(
  queueMail: QueueMail,
  trx: Transaction<Database>,
  { username, language: otherLanguage }: ClaimedExport,
  ready: ReadyExport,
): Promise<void> {
  const notice = { template: 'export.ready', username, usefulUntil: ready.expiresAt, otherLanguage } as const;
  return notifyUser(queueMail, trx, username, notice, (language, address) =>
    exportMail(language, address, { username, ...ready }),
  );
}
