import type { Kysely } from 'kysely';
import { memberOf, NotDelivered } from '../base/failure.ts';
import type { Sealing } from '../crypto/sealing.ts';
import {
  createJobRunner,
  type Job,
  type JobRunner,
  type JobRunnerDependencies,
  joinRunners,
} from '../jobs/runner.ts';
import type { MailMessage } from '../mail/sender.ts';
import type { Database } from '../schema.ts';
import type { SmsMessage } from '../sms/sender.ts';
import type { Logout, SendLogout } from './logout.ts';
import { type MessageContent, openContent } from './message-queue.ts';
import {
  type Channel,
  type ClaimedMessage,
  claimMessage,
  updateSentMessage,
  updateUnsentMessage,
} from './queries.ts';
import type { Senders } from './senders.ts';

/** Sends the messages that `message-queue.ts` stored. */
export interface Deliveries extends JobRunner {
  /** Looks for messages now instead of at the next poll: on one channel, or on all. */
  wake(channel?: Channel): void;
}

export interface DeliveriesDependencies extends JobRunnerDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly senders: Pick<Senders, 'mail' | 'sms'>;
  readonly sendLogout: SendLogout;
}

/** How many messages each server sends at once. */
const width: Readonly<Record<Channel, number>> = { mail: 3, sms: 8, logout: 8 };
/** Longer than any gateway may take to answer. */
const leaseMilliseconds = 120_000;
export const maximumAttempts = 8;

export function createDeliveries(deps: DeliveriesDependencies): Deliveries {
  const byChannel = {
    mail: createJobRunner(deps, deliveryJob(deps, 'mail')),
    sms: createJobRunner(deps, deliveryJob(deps, 'sms')),
    logout: createJobRunner(deps, deliveryJob(deps, 'logout')),
  };
  const all = joinRunners(Object.values(byChannel));
  return { ...all, wake: (channel) => (channel ? byChannel[channel] : all).wake() };
}

/** Stopping the server does not abort a message that is being sent: the gateway may have it already. */
function deliveryJob(deps: DeliveriesDependencies, channel: Channel): Job<ClaimedMessage> {
  const { db, clock } = deps;
  return {
    name: `${channel} delivery`,
    width: width[channel],
    pollMilliseconds: 5_000,
    leaseMilliseconds,
    claim: (now, until) => claimMessage(db, { channel, now, until }),
    async run(message) {
      await send(deps, channel, message);
      await updateSentMessage(db, message.messageId, clock.now());
    },
    retryAt: ({ attempts }, error, now) => nextTry(attempts, error, now),
    postpone: (message, availableAt, error) =>
      updateUnsentMessage(db, message, { reason: reasonOf(error), availableAt }),
    abandon: (message, failedAt, error) =>
      updateUnsentMessage(db, message, {
        reason: reasonOf(error),
        failedAt,
        keepsContent: isStillUseful(error, failedAt),
      }),
    describe: ({ messageId, template }, error) => ({ message: messageId, template, reason: reasonOf(error) }),
  };
}

type DeliveryState = Pick<SendingFailed, 'usefulUntil' | 'isOfGateway'>;

/** The message did not go out. After `usefulUntil`, it is not tried again. */
class SendingFailed extends Error {
  /** Stored in the table. A code, never free text, which might quote the message. */
  readonly reason: string;
  readonly isPermanent: boolean;
  readonly usefulUntil: Date | undefined;
  /** Whether the gateway failed. Otherwise the message is outdated, unreadable, or has had too many attempts. */
  readonly isOfGateway: boolean;

  constructor(cause: unknown, { usefulUntil, isOfGateway = false }: Partial<DeliveryState> = {}) {
    super('the message could not be sent', { cause });
    this.reason =
      cause instanceof NotDelivered
        ? cause.reason
        : String(memberOf(cause, 'code') ?? memberOf(cause, 'name'));
    this.isPermanent = cause instanceof NotDelivered && cause.isPermanent;
    this.usefulUntil = usefulUntil;
    this.isOfGateway = isOfGateway;
  }
}

/** @throws SendingFailed */
async function send(deps: DeliveriesDependencies, channel: Channel, message: ClaimedMessage): Promise<void> {
  const content = readContent(deps, message);
  try {
    await sendBy[channel](deps, content.message, message);
  } catch (error) {
    throw new SendingFailed(error, { usefulUntil: content.usefulUntil, isOfGateway: true });
  }
}

/** How each channel sends. `content` is what was queued for that channel. */
const sendBy: Readonly<
  Record<Channel, (deps: DeliveriesDependencies, content: unknown, message: ClaimedMessage) => Promise<void>>
> = {
  mail: ({ senders }, content) => senders.mail.send(content as MailMessage),
  sms: ({ senders }, content) => senders.sms.send(content as SmsMessage),
  logout: ({ sendLogout }, content, { messageId, attempts }) =>
    sendLogout(content as Logout, {
      messageId,
      isFirst: attempts === 1,
      isLast: attempts >= maximumAttempts,
    }),
};

/** @throws SendingFailed when the message is outdated, cannot be read, or has had too many attempts */
function readContent(
  { sealing, clock }: DeliveriesDependencies,
  { messageId, sealedContent, attempts }: ClaimedMessage,
): MessageContent {
  if (attempts > maximumAttempts) throw refused('abandoned');
  let content: MessageContent;
  try {
    content = openContent(sealing, messageId, sealedContent ?? Buffer.alloc(0));
  } catch (error) {
    throw new SendingFailed(error);
  }
  if (content.usefulUntil && content.usefulUntil <= clock.now()) throw refused('too late');
  return content;
}

function refused(reason: string): SendingFailed {
  return new SendingFailed(new NotDelivered('unavailable', { reason, isPermanent: true }));
}

/** A message abandoned because of the gateway keeps its content, so that an operator can resend it later. */
function isStillUseful(error: unknown, now: Date): boolean {
  if (!(error instanceof SendingFailed) || !error.isOfGateway) return false;
  return error.usefulUntil === undefined || error.usefulUntil > now;
}

function reasonOf(error: unknown): string {
  return error instanceof SendingFailed ? error.reason : 'unknown';
}

/**
 * Waits 5, 15, 45 seconds and so on up to an hour, with jitter, so that messages are not retried all at once. For an
 * error after sending, waits until the lease ends, because the message may have arrived.
 * @returns undefined when there is no further attempt
 */
function nextTry(attempts: number, error: unknown, now: Date): Date | undefined {
  if (!(error instanceof SendingFailed)) return new Date(now.getTime() + leaseMilliseconds);
  if (attempts >= maximumAttempts || error.isPermanent) return undefined;
  const seconds = 5 * 3 ** (attempts - 1) * (0.75 + Math.random() / 2);
  const again = new Date(now.getTime() + seconds * 1000);
  return error.usefulUntil && again >= error.usefulUntil ? undefined : again;
}
