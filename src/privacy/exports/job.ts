import type { Kysely } from 'kysely';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { languageOf } from '../../i18n/catalogue.ts';
import { createWorkerPool } from '../../jobs/worker-pool.ts';
import type { QueueMail } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import { storeArchive } from './archive-storage.ts';
import { makeArchive } from './content/archive.ts';
import { tellExportReady } from './notices.ts';
import { ArchiveLost, type ClaimedExport, claimExport, updateExport, updateFailedExport } from './queries.ts';
import { keptMilliseconds } from './request.ts';

/** Makes the exports that people asked for, one at a time. Any number of servers may do so for one database. */
export interface Exports {
  /** Tells that there may be something to make. */
  wake(): void;
  /** Resolves when all that was due is made or has failed for now. */
  settled(): Promise<void>;
  /** Looks now and then for what must be tried again, or was left by a server that died. */
  start(): void;
  /** Begins nothing new; what is under way is left to others. */
  close(): Promise<void>;
}

export interface ExportsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly publicUrl: string;
  readonly queueMail: QueueMail;
  readonly log: Logger;
}

const pollMilliseconds = 30_000;
/** Begins anew with each stored part. */
const leaseMilliseconds = 300_000;
export const maximumAttempts = 5;
/** Where who is signed in finds the archive. */
const page = '/account/data';

export function createExports(deps: ExportsDependencies): Exports {
  const closing = new AbortController();
  const pool = createWorkerPool({
    width: 1,
    findNext: () => findNext(deps, closing.signal),
    onError: (error) => deps.log.warn({ err: error }, 'export job failed, retrying later'),
  });
  let timer: NodeJS.Timeout | undefined;
  return {
    wake: pool.wake,
    settled: pool.settled,
    start() {
      pool.wake();
      timer = setInterval(pool.wake, pollMilliseconds).unref();
    },
    async close() {
      clearInterval(timer);
      closing.abort();
      await pool.close();
    },
  };
}

async function findNext(
  deps: ExportsDependencies,
  closing: AbortSignal,
): Promise<(() => Promise<void>) | undefined> {
  const now = deps.clock.now();
  const claimed = await claimExport(deps.db, { now, until: leaseFrom(now) });
  return claimed && (() => make(deps, claimed, closing));
}

const leaseFrom = (now: Date) => new Date(now.getTime() + leaseMilliseconds);

async function make(deps: ExportsDependencies, claimed: ClaimedExport, closing: AbortSignal): Promise<void> {
  try {
    if (claimed.attempts > maximumAttempts) throw new Error('too many servers stopped while creating it');
    await finish(deps, claimed, await store(deps, claimed, closing));
  } catch (error) {
    if (error instanceof ArchiveLost) return;
    if (closing.aborted) return handBack(deps, claimed);
    await putOff(deps, claimed, error);
  }
}

/** @returns the bytes stored */
function store(
  { db, clock, sealing, publicUrl }: ExportsDependencies,
  claimed: ClaimedExport,
  closing: AbortSignal,
): Promise<number> {
  const { username, language } = claimed;
  const order = { db, publicUrl, username, language: languageOf(language), now: clock.now() };
  const content = untilAborted(makeArchive(order), closing);
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
  const ended = { ready_at: now, expires_at: expiresAt, size: bytes, claimed_until: null };
  await inTransaction(db, async (trx) => {
    if (!(await updateExport(trx, claimed, ended))) throw new ArchiveLost();
    await tellExportReady(queueMail, trx, claimed, { bytes, expiresAt, link: `${publicUrl}${page}` });
  });
}

/** A server that stops had its reasons: the attempt does not count, and others may go on at once. */
async function handBack({ db }: ExportsDependencies, claimed: ClaimedExport): Promise<void> {
  await updateExport(db, claimed, { claimed_until: null, attempts: claimed.attempts - 1 });
}

/** After a minute, then 4, 16 and 64; then it has failed. */
async function putOff(
  { db, clock, log }: ExportsDependencies,
  claimed: ClaimedExport,
  error: unknown,
): Promise<void> {
  const { attempts } = claimed;
  const now = clock.now();
  if (attempts < maximumAttempts) {
    const again = new Date(now.getTime() + 60_000 * 4 ** (attempts - 1));
    log.warn({ err: error, attempts, again }, 'export failed, retrying later');
    await updateExport(db, claimed, { claimed_until: null, available_at: again });
    return;
  }
  log.error({ err: error, attempts }, 'export abandoned');
  const ended = { failed_at: now, expires_at: new Date(now.getTime() + keptMilliseconds) };
  await inTransaction(db, (trx) => updateFailedExport(trx, claimed, ended));
}
