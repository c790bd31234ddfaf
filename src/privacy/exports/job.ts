import type { Kysely } from 'kysely';
import type { Sealing } from '../../crypto/sealing.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { languageOf } from '../../i18n/catalogue.ts';
import { createJobRunner, type Job, type JobRunner, type JobRunnerDependencies } from '../../jobs/runner.ts';
import type { QueueMail } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import { storeArchive } from './archive-storage.ts';
import { writeArchive } from './content/archive.ts';
import { keptMilliseconds } from './export-state.ts';
import { notifyExportReady } from './notices.ts';
import {
  ArchiveLost,
  type ClaimedExport,
  claimExport,
  markExportFailed,
  markExportReady,
  releaseExport,
} from './queries.ts';

export interface ExportsDependencies extends JobRunnerDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly publicUrl: string;
  readonly queueMail: QueueMail;
}

/** The lease is renewed with each stored part. */
const leaseMilliseconds = 300_000;
export const maximumAttempts = 5;
/** The page where the user downloads the archive. */
const page = '/account/data';

/** Makes the exports that users requested, one at a time. */
export function createExports(deps: ExportsDependencies): JobRunner {
  return createJobRunner(deps, exportJob(deps));
}

function exportJob(deps: ExportsDependencies): Job<ClaimedExport> {
  const { db } = deps;
  return {
    name: 'export',
    width: 1,
    pollMilliseconds: 30_000,
    leaseMilliseconds,
    claim: (now, until) => claimExport(db, { now, until }),
    run: (claimed, closing) => make(deps, claimed, closing),
    retryAt: ({ attempts }, _error, now) => nextTry(attempts, now),
    postpone: (claimed, availableAt) => releaseExport(db, claimed, { availableAt }),
    abandon: (claimed, now) => abandon(db, claimed, now),
    // The attempt does not count, and another server may continue at once.
    release: (claimed) => releaseExport(db, claimed, { attempts: claimed.attempts - 1 }),
  };
}

const leaseFrom = (now: Date) => new Date(now.getTime() + leaseMilliseconds);

async function make(deps: ExportsDependencies, claimed: ClaimedExport, closing: AbortSignal): Promise<void> {
  try {
    if (claimed.attempts > maximumAttempts) throw new Error('servers died while making the export');
    await finish(deps, claimed, await store(deps, claimed, closing));
  } catch (error) {
    if (!(error instanceof ArchiveLost)) throw error;
  }
}

/** Retries after 1, 4, 16 and 64 minutes. @returns undefined when the export has failed */
function nextTry(attempts: number, now: Date): Date | undefined {
  return attempts < maximumAttempts ? new Date(now.getTime() + 60_000 * 4 ** (attempts - 1)) : undefined;
}

function abandon(db: Kysely<Database>, claimed: ClaimedExport, now: Date): Promise<void> {
  const expiresAt = new Date(now.getTime() + keptMilliseconds);
  return inTransaction(db, (trx) => markExportFailed(trx, claimed, { now, expiresAt }));
}

/** @returns the size of the archive in bytes */
function store(
  { db, clock, sealing, publicUrl }: ExportsDependencies,
  claimed: ClaimedExport,
  closing: AbortSignal,
): Promise<number> {
  const { username, language } = claimed;
  const order = { db, publicUrl, username, language: languageOf(language), now: clock.now() };
  const content = untilAborted(writeArchive(order), closing);
  return storeArchive({ db, sealing, until: () => leaseFrom(clock.now()) }, claimed, content);
}

async function* untilAborted<Item>(items: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item> {
  signal.throwIfAborted();
  for await (const item of items) {
    yield item;
    signal.throwIfAborted();
  }
}

async function finish(
  { db, clock, publicUrl, queueMail }: ExportsDependencies,
  claimed: ClaimedExport,
  bytes: number,
): Promise<void> {
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + keptMilliseconds);
  await inTransaction(db, async (trx) => {
    if (!(await markExportReady(trx, claimed, { now, expiresAt, size: bytes }))) throw new ArchiveLost();
    await notifyExportReady(queueMail, trx, claimed, { bytes, expiresAt, link: `${publicUrl}${page}` });
  });
}
