import type { Kysely } from 'kysely';
import type { Clock } from '../base/clock.ts';
import { memberOf, NotDelivered } from '../base/failure.ts';
import type { Logger } from '../base/log.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { createWorkerPool } from '../jobs/worker-pool.ts';
import type { MailMessage } from '../mail/sender.ts';
import type { Database } from '../schema.ts';
import type { SmsMessage } from '../sms/sender.ts';
import { type Channel, openContent } from './message-queue.ts';
import { type ClaimedMessage, claimMessage, updateSentMessage, updateUnsentMessage } from './queries.ts';
import type { Senders } from './senders.ts';

/** Sends what `message-queue.ts` stored. Any number of servers may do so for one database. */
export interface Deliveries {
  /** Tells that there may be something to send: on one channel, or on any. */
  wake(channel?: Channel): void;
  /** Resolves when all that was due is sent or has failed for now. */
  settled(): Promise<void>;
  /** Looks every few seconds for what must be tried again, or was left by a server that died. */
  start(): void;
  /** Begins nothing new and waits for what is under way. */
  close(): Promise<void>;
}

export interface DeliveriesDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly senders: Pick<Senders, 'mail' | 'sms'>;
  readonly log: Logger;
}

/** How many messages are under way at once, for each server. */
const width: Readonly<Record<Channel, number>> = { mail: 3, sms: 8 };
const pollMilliseconds = 5_000;
/** Longer than any gateway may take. */
const leaseMilliseconds = 120_000;
export const maximumAttempts = 8;

export function createDeliveries(deps: DeliveriesDependencies): Deliveries {
  const laneOf = (channel: Channel) =>
    createWorkerPool({
      width: width[channel],
      findNext: () => findNext(deps, channel),
      onError: (error) =>
        deps.log.warn({ err: error, channel }, 'delivery of messages failed, retrying later'),
    });
  const byChannel = { mail: laneOf('mail'), sms: laneOf('sms') };
  const pools = Object.values(byChannel);
  let timer: NodeJS.Timeout | undefined;

  function wake(channel?: Channel): void {
    for (const pool of channel ? [byChannel[channel]] : pools) pool.wake();
  }

  return {
    wake,
    async settled() {
      await Promise.all(pools.map((pool) => pool.settled()));
    },
    start() {
      wake();
      timer = setInterval(() => wake(), pollMilliseconds).unref();
    },
    async close() {
      clearInterval(timer);
      await Promise.all(pools.map((pool) => pool.close()));
    },
  };
}

async function findNext(
  deps: DeliveriesDependencies,
  channel: Channel,
): Promise<(() => Promise<void>) | undefined> {
  const now = deps.clock.now();
  const until = new Date(now.getTime() + leaseMilliseconds);
  const claimed = await claimMessage(deps.db, { channel, now, until });
  return claimed && (() => deliver(deps, channel, claimed));
}

async function deliver(
  deps: DeliveriesDependencies,
  channel: Channel,
  claimed: ClaimedMessage,
): Promise<void> {
  const { db, clock } = deps;
  const failure = await send(deps, channel, claimed).catch(failureOf);
  if (!failure) return updateSentMessage(db, claimed.message_id, clock.now());
  const again = failure.isPermanent ? undefined : nextTry(claimed.attempts, clock.now());
  const isOver = again === undefined || (failure.usefulUntil && again >= failure.usefulUntil);
  logFailure(deps.log, claimed, failure, isOver ? undefined : again);
  await updateUnsentMessage(db, claimed, {
    last_error: failure.reason,
    ...(isOver ? { failed_at: clock.now(), sealed_content: null } : { available_at: again }),
  });
}

interface Failure {
  /** Goes into the table: a code, never words, which might quote the message. */
  readonly reason: string;
  readonly isPermanent: boolean;
  readonly usefulUntil?: Date | undefined;
  readonly error?: unknown;
}

/** @returns nothing when the message is sent */
async function send(
  { sealing, senders, clock }: DeliveriesDependencies,
  channel: Channel,
  { message_id, sealed_content, attempts }: ClaimedMessage,
): Promise<Failure | undefined> {
  if (attempts > maximumAttempts) return { reason: 'abandoned', isPermanent: true };
  const { message, usefulUntil } = openContent(sealing, message_id, sealed_content ?? Buffer.alloc(0));
  if (usefulUntil && usefulUntil <= clock.now()) return { reason: 'too late', isPermanent: true };
  try {
    await (channel === 'mail'
      ? senders.mail.send(message as MailMessage)
      : senders.sms.send(message as SmsMessage));
    return undefined;
  } catch (error) {
    return { ...failureOf(error), usefulUntil };
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof NotDelivered) return { reason: error.reason, isPermanent: error.isPermanent, error };
  return { reason: String(memberOf(error, 'code') ?? memberOf(error, 'name')), isPermanent: false, error };
}

/** After 5, 15, 45 seconds and so on, an hour in the end; shifted by chance, so that not all come at once. */
function nextTry(attempts: number, now: Date): Date | undefined {
  if (attempts >= maximumAttempts) return undefined;
  const seconds = 5 * 3 ** (attempts - 1) * (0.75 + Math.random() / 2);
  return new Date(now.getTime() + seconds * 1000);
}

function logFailure(
  log: Logger,
  { message_id: message, template, attempts }: ClaimedMessage,
  { reason, error }: Failure,
  again: Date | undefined,
): void {
  const line = { err: error, message, template, attempts, reason };
  if (again) log.warn({ ...line, again }, 'message not sent, retrying later');
  else log.error(line, 'message abandoned');
}
