import type { Kysely } from 'kysely';
import type { Clock } from './base/clock.ts';
import type { Config } from './base/config.ts';
import type { Logger } from './base/log.ts';
import type { Sealing } from './crypto/sealing.ts';
import { cleanupJob } from './jobs/cleanup.ts';
import { createJobRunner, type JobRunner, joinRunners } from './jobs/runner.ts';
import type { Metrics } from './metrics/metrics.ts';
import { createLogoutSender } from './oauth/logout/backchannel.ts';
import { createClientLog } from './organizations/client-log/client-log.ts';
import { disableFailingWebhook } from './organizations/webhooks/disabling.ts';
import { createDeliveries, type Deliveries } from './outbox/deliveries.ts';
import type { SendLogout } from './outbox/logout.ts';
import type { MessageQueue } from './outbox/message-queue.ts';
import type { Channel } from './outbox/queries.ts';
import type { Senders } from './outbox/senders.ts';
import { createWebhookDeliveries, surplusJob } from './outbox/webhook-deliveries.ts';
import { eraseDueAccounts, erasureJob } from './privacy/deletion/job.ts';
import { createExports } from './privacy/exports/job.ts';
import type { Database } from './schema.ts';
import type { KeyRing } from './tokens/key-ring.ts';

/** Background work that a request may trigger. */
export type TriggeredJob = Channel | 'exports';

/** What an application does beside answering requests. */
export interface BackgroundWork {
  /** Signals that there may be something to do. */
  wake(job: TriggeredJob): void;
  /** Sends queued messages. */
  readonly deliveries: Deliveries;
  /** Sends events to webhooks. */
  readonly webhooks: JobRunner;
  /** Creates the archives of users who export their data. */
  readonly exports: JobRunner;
  /** Erases the accounts whose grace period is over. @returns the number of erased accounts */
  eraseAccounts(now: Date): Promise<number>;
  /** Cleanup, account erasure and other periodic jobs, each on one server at a time. */
  readonly periodicJobs: JobRunner;
  close(): Promise<void>;
}

export interface BackgroundDependencies {
  readonly config: Config;
  /** With connections of its own, so that requests do not wait for it. */
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly publicUrl: string;
  readonly log: Logger;
  readonly keyRing: KeyRing;
  readonly messages: MessageQueue;
  readonly senders: Senders;
  readonly metrics: Metrics;
}

/** Prepares the background work of this process; the caller starts it. */
export function createBackgroundWork(deps: BackgroundDependencies): BackgroundWork {
  const { messages, metrics } = deps;
  const shared = { ...deps, queueMail: messages.queueMail, onRun: metrics.countRun };
  const deliveries = createDeliveries({ ...shared, sendLogout: logoutSender(deps) });
  const exports = createExports(shared);
  const webhooks = createWebhookDeliveries({
    ...shared,
    addresses: deps.config.webhookAddresses,
    disable: (webhookId, reason, now) => disableFailingWebhook(deps, { webhookId, reason }, now),
  });
  const periodicJobs = createPeriodicJobs(deps);
  return {
    wake: (job) => (job === 'exports' ? exports.wake() : deliveries.wake(job)),
    deliveries,
    webhooks,
    exports,
    eraseAccounts: (now) => eraseDueAccounts(deps, now),
    periodicJobs,
    /** Exports and webhooks close first, since they may still queue mails. */
    async close() {
      for (const work of [exports, webhooks, periodicJobs, deliveries]) await work.close();
    },
  };
}

function createPeriodicJobs(deps: BackgroundDependencies): JobRunner {
  const { db, log, clock, metrics } = deps;
  const jobs = [
    cleanupJob({ db, log, onDeleted: metrics.countDeletedRows }),
    erasureJob(deps),
    surplusJob({ db }),
  ];
  return joinRunners(jobs.map((job) => createJobRunner({ clock, log, onRun: metrics.countRun }, job)));
}

/** Tells clients about ended sessions (back-channel logout). */
function logoutSender({ config, db, clock, publicUrl, keyRing }: BackgroundDependencies): SendLogout {
  return createLogoutSender({
    db,
    clock,
    idTokenIssuer: config.idTokenIssuer ?? publicUrl,
    signJwt: keyRing.sign,
    addresses: config.logoutAddresses,
    recordRefused: createClientLog(db).recordRefused,
  });
}
