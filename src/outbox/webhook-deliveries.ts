import type { Kysely } from 'kysely';
import { packageVersion } from '../base/version.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { sendPublic, UnusableReply } from '../fetch/exchange.ts';
import { isTrustedAddress } from '../fetch/trusted-addresses.ts';
import { periodicJob } from '../jobs/periodic.ts';
import { createJobRunner, type Job, type JobRunner, type JobRunnerDependencies } from '../jobs/runner.ts';
import type { Database } from '../schema.ts';
import type { WebhookAddresses } from '../webhooks/address.ts';
import {
  type ClaimedDelivery,
  claimDelivery,
  updateDelivered,
  updateUndelivered,
} from '../webhooks/attempt-queries.ts';
import { deleteSurplusDeliveries } from '../webhooks/delivery-queries.ts';
import { operatorOwner, updateFailingWebhook, updateRecoveredWebhook } from '../webhooks/queries.ts';
import { secretContext, signedHeaders } from '../webhooks/signature.ts';

export interface WebhookDeliveriesDependencies extends JobRunnerDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly addresses: WebhookAddresses;
  /** Disables a webhook until its owner enables it again. */
  readonly disable: (webhookId: string, reason: 'gone' | 'failing', now: Date) => Promise<void>;
  /** Milliseconds for one attempt, including connection and response. Default: ten seconds. */
  readonly timeLimit?: number;
}

const defaultTimeLimitMs = 10_000;
/** Longer than an attempt takes. */
const leaseMilliseconds = 60_000;

const minute = 60;
const hour = 3600;

/** Seconds between attempts, as Standard Webhooks recommends; about three days in total. */
const delays = [
  5,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

export const maximumAttempts = delays.length + 1;

/**
 * Seconds without deliveries to a receiver after a failure: a tenth of the time it has been failing, within these
 * bounds. A receiver that is down then costs little.
 */
const pauseSeconds = { least: 4, most: 300, partOfFailing: 0.1 } as const;

/** A webhook is disabled after its receiver has failed for this many days. */
export const failingDays = 5;

/** How many deliveries each webhook keeps. Older ones are deleted, even if they are still waiting. */
export const keptDeliveries = { ofOrganization: 1_000, ofOperator: 10_000 } as const;

/** Sends events to the servers that subscribed to them, in no guaranteed order. */
export function createWebhookDeliveries(deps: WebhookDeliveriesDependencies): JobRunner {
  return createJobRunner(deps, deliveryJob(deps));
}

/** Every ten minutes, deletes the oldest deliveries of webhooks that have too many. */
export function surplusJob({ db }: Pick<WebhookDeliveriesDependencies, 'db'>) {
  return periodicJob(db, {
    name: 'webhook-surplus',
    everyMilliseconds: 600_000,
    run: async () => void (await deleteSurplusDeliveries(db, keptDeliveries)),
  });
}

/** Polls often, because recording an event does not wake this job: that keeps recording cheap. */
function deliveryJob(deps: WebhookDeliveriesDependencies): Job<ClaimedDelivery> {
  const { db, clock } = deps;
  return {
    name: 'webhook delivery',
    width: 8,
    pollMilliseconds: 1_000,
    leaseMilliseconds,
    claim: oneByOne((now: Date, until: Date) => claimDelivery(db, { now, until })),
    async run(delivery) {
      const responseStatus = await send(deps, delivery);
      await updateDelivered(db, delivery, { now: clock.now(), responseStatus });
      if (delivery.failingSince) await updateRecoveredWebhook(db, delivery.webhookId);
    },
    retryAt: (delivery, error, now) => nextTry(delivery, error, now),
    async postpone(delivery, availableAt, error) {
      await updateUndelivered(db, delivery, { ...outcomeOf(error), availableAt });
      await noteFailure(deps, delivery, clock.now());
    },
    async abandon(delivery, failedAt, error) {
      await updateUndelivered(db, delivery, { ...outcomeOf(error), failedAt });
      if (isGone(error)) return deps.disable(delivery.webhookId, 'gone', failedAt);
      await noteFailure(deps, delivery, failedAt);
    },
    describe: ({ webhookId, deliveryId, type }, error) => ({
      webhook: webhookId,
      delivery: deliveryId,
      type,
      reason: outcomeOf(error).reason,
    }),
  };
}

/** Runs calls one after another. A claim must see how many deliveries to a receiver are already in progress. */
function oneByOne<Arguments extends readonly unknown[], Result>(
  work: (...given: Arguments) => Promise<Result>,
): (...given: Arguments) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (...given) => {
    const next = last.then(() => work(...given));
    last = next.catch(() => undefined);
    return next;
  };
}

/** The receiver did not accept the event. */
class NotTaken extends Error {
  /** A code, never free text, which might quote the address. */
  readonly reason: string;
  readonly responseStatus: number | null;

  constructor(reason: string, responseStatus: number | null = null) {
    super('the webhook was not delivered');
    this.name = 'NotTaken';
    this.reason = reason;
    this.responseStatus = responseStatus;
  }
}

/** @returns the status of the response @throws NotTaken unless it is 2xx */
async function send(deps: WebhookDeliveriesDependencies, delivery: ClaimedDelivery): Promise<number> {
  const { deliveryId, body, url: address } = delivery;
  const { timeLimit: timeout = defaultTimeLimitMs } = deps;
  const url = new URL(address);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': `itsyouonline/${packageVersion}`,
    ...signedHeaders({ deliveryId, body, sentAt: deps.clock.now() }, secretsOf(deps, delivery)),
  };
  const outgoing = { method: 'POST', headers, body, timeout } as const;
  const status = await sendPublic(url, isTrustedAddress(deps.addresses, url), outgoing).catch(refuse);
  if (status < 200 || status > 299) throw new NotTaken(`status ${status}`, status);
  return status;
}

function refuse(error: unknown): never {
  throw error instanceof UnusableReply ? new NotTaken(error.reason) : error;
}

function secretsOf({ sealing, clock }: WebhookDeliveriesDependencies, delivery: ClaimedDelivery): string[] {
  const { webhookId, sealedSecret, formerSealedSecret, formerSecretUntil } = delivery;
  const isFormerValid = formerSealedSecret && formerSecretUntil && formerSecretUntil > clock.now();
  const sealed = isFormerValid ? [sealedSecret, formerSealedSecret] : [sealedSecret];
  return sealed.map((secret) => sealing.open(secret, secretContext(webhookId)));
}

function outcomeOf(error: unknown): Pick<NotTaken, 'reason' | 'responseStatus'> {
  return error instanceof NotTaken
    ? { reason: error.reason, responseStatus: error.responseStatus }
    : { reason: 'unknown', responseStatus: null };
}

/** 410: the receiver wants no further events (Standard Webhooks). */
function isGone(error: unknown): boolean {
  return error instanceof NotTaken && error.responseStatus === 410;
}

/** With jitter, so that deliveries are not retried all at once. @returns undefined when there is no further attempt */
function nextTry({ attempts }: ClaimedDelivery, error: unknown, now: Date): Date | undefined {
  const seconds = delays[attempts - 1];
  if (seconds === undefined || isGone(error)) return undefined;
  return new Date(now.getTime() + seconds * 1000 * (0.9 + Math.random() / 5));
}

async function noteFailure(
  { db, disable }: WebhookDeliveriesDependencies,
  { webhookId, globalid, failingSince }: ClaimedDelivery,
  now: Date,
): Promise<void> {
  const since = failingSince ?? now;
  await updateFailingWebhook(db, webhookId, { since, retryAt: endOfPause(since, now) });
  const isTooLong = now.getTime() - since.getTime() >= failingDays * 86_400_000;
  if (isTooLong && globalid !== operatorOwner) await disable(webhookId, 'failing', now);
}

function endOfPause(since: Date, now: Date): Date {
  const { least, most, partOfFailing } = pauseSeconds;
  const seconds = ((now.getTime() - since.getTime()) / 1000) * partOfFailing;
  return new Date(now.getTime() + Math.min(Math.max(seconds, least), most) * 1000);
}
