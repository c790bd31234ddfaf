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

/** Sends what `message-queue.ts` stored. */
export interface Deliveries extends JobRunner {
  /** Tells that there may be something to send: on one channel, or on any. */
  wake(channel?: Channel): void;
}

export interface DeliveriesDependencies extends JobRunnerDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly senders: Pick<Senders, 'mail' | 'sms'>;
  readonly sendLogout: SendLogout;
}

/** How many messages are under way at once, for each server. */
const width: Readonly<Record<Channel, number>> = { mail: 3, sms: 8, logout: 8 };
/** Longer than any gateway may take. */
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

/** A message that is under way when the server stops is sent all the same: the gateway may have it already. */
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
        keepsContent: mayStillBeOfUse(error, failedAt),
      }),
    describe: ({ messageId, template }, error) => ({ message: messageId, template, reason: reasonOf(error) }),
  };
}

type Circumstances = Pick<SendingFailed, 'usefulUntil' | 'isOfGateway'>;

/** The message did not go out. `usefulUntil`: after that another attempt makes no sense. */
class SendingFailed extends Error {
  /** Goes into the table: a code, never words, which might quote the message. */
  readonly reason: string;
  readonly isPermanent: boolean;
  readonly usefulUntil: Date | undefined;
  /** Whether the gateway failed; otherwise the message must not or cannot be sent at all. */
  readonly isOfGateway: boolean;

  constructor(cause: unknown, { usefulUntil, isOfGateway = false }: Partial<Circumstances> = {}) {
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

/** The content of a message is what its channel was given. */
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

/** @throws SendingFailed when the message must not go out any more, or cannot be read */
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

/** What was abandoned for the sake of the gateway can be sent again by the operator, once the cause is gone. */
function mayStillBeOfUse(error: unknown, now: Date): boolean {
  if (!(error instanceof SendingFailed) || !error.isOfGateway) return false;
  return error.usefulUntil === undefined || error.usefulUntil > now;
}

function reasonOf(error: unknown): string {
  return error instanceof SendingFailed ? error.reason : 'unknown';
}

/**
 * After 5, 15, 45 seconds and so on, an hour in the end; shifted by chance, so that not all come at once. What failed after
 * the sending waits for the end of the lease: the message may have arrived.
 */
function nextTry(attempts: number, error: unknown, now: Date): Date | undefined {
  if (!(error instanceof SendingFailed)) return new Date(now.getTime() + leaseMilliseconds);
  if (attempts >= maximumAttempts || error.isPermanent) return undefined;
  const seconds = 5 * 3 ** (attempts - 1) * (0.75 + Math.random() / 2);
  const again = new Date(now.getTime() + seconds * 1000);
  return error.usefulUntil && again >= error.usefulUntil ? undefined : again;
}
