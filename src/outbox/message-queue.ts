import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Clock } from '../base/clock.ts';
import type { Channels } from '../base/config.ts';
import { TooManyRequests } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import type { SmsPrefixes } from '../base/sms-prefixes.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { afterCommit } from '../db/after-commit.ts';
import type { Language } from '../i18n/catalogue.ts';
import type { MailMessage } from '../mail/sender.ts';
import { type Count, countAttempts } from '../rate-limits/attempts.ts';
import type { Database } from '../schema.ts';
import { isServed, NumberNotServed } from '../sms/prefixes.ts';
import type { SmsMessage } from '../sms/sender.ts';
import type { Logout } from './logout.ts';
import { type Channel, insertMessages, type NewMessage } from './queries.ts';
import type { MessageTemplate } from './templates.ts';

/** A message and what is known about it. */
export interface Queued<Message> {
  /** The kind of message, as the table and the log name it. */
  readonly template: MessageTemplate;
  readonly language: Language;
  /** The account that the message is about, if any. */
  readonly username?: string;
  readonly message: Message;
  /** After this time the message is useless and is not sent. */
  readonly usefulUntil?: Date;
  /** The limits it counts against. Warnings to the owner of an account count against none, because they must arrive. */
  readonly counts?: readonly Count[];
  /**
   * Whether this SMS completes a sign-in with a number of the account. Such codes have their own share of the budget.
   */
  readonly isSignInCode?: boolean;
}

/**
 * Stores a mail to send. It goes out once the transaction is committed, and never if it is rolled back. No request
 * waits for the mail server, so neither a response nor its timing reveals whether a mail was sent.
 * @throws TooManyRequests
 */
export type QueueMail = (trx: Transaction<Database>, mail: Queued<MailMessage>) => Promise<void>;

/**
 * Stores an SMS to send, like `QueueMail`. Every SMS also counts against the limits of its number and of the whole
 * server.
 * @throws NumberNotServed when the settings do not allow SMS to the number; TooManyRequests
 */
export type QueueSms = (trx: Transaction<Database>, text: Queued<SmsMessage>) => Promise<void>;

/** Stores logout messages to clients in one statement, without duplicates. */
export type QueueLogouts = (trx: Transaction<Database>, logouts: readonly Logout[]) => Promise<void>;

export interface MessageQueue {
  readonly queueMail: QueueMail;
  readonly queueSms: QueueSms;
  readonly queueLogouts: QueueLogouts;
  /** The channels that can send. On another channel nothing is stored: a mail is dropped, an SMS refused. */
  readonly channels: Channels;
  /** Whether the settings allow SMS to a number. Logs a warning when they do not. */
  readonly servesNumber: (number: string) => boolean;
}

export interface MessageQueueDependencies {
  readonly sealing: Sealing;
  readonly clock: Clock;
  readonly log: Logger;
  /** How many SMS the whole server may send in an hour. */
  readonly hourlySms: number;
  readonly smsPrefixes: SmsPrefixes;
  readonly channels: Channels;
  /** Called when there is something to deliver. */
  readonly wake: (channel: Channel) => void;
}

/** All messages leave through this queue. They are stored sealed, because they contain codes and links. */
export function createMessageQueue(deps: MessageQueueDependencies): MessageQueue {
  const { sealing, clock, wake } = deps;
  const wakeOf = { mail: () => wake('mail'), sms: () => wake('sms'), logout: () => wake('logout') } as const;

  async function queue(
    trx: Transaction<Database>,
    { channel, recipient }: { readonly channel: Channel; readonly recipient: string },
    { template, language, username, message, usefulUntil, counts = [] }: Queued<MailMessage | SmsMessage>,
  ): Promise<void> {
    if (counts.length > 0) await countAttempts(trx, clock.now(), counts);
    const about = { channel, recipient, template, language, username: username ?? null };
    await insertMessages(trx, [{ ...about, ...sealed({ message, usefulUntil }) }]);
    afterCommit(trx, wakeOf[channel]);
  }

  function sealed(content: MessageContent): Pick<NewMessage, 'messageId' | 'sealedContent' | 'createdAt'> {
    const messageId = randomUUID();
    const sealedContent = sealing.seal(JSON.stringify(content), contentContext(messageId));
    return { messageId, sealedContent, createdAt: clock.now() };
  }

  async function queueLogouts(trx: Transaction<Database>, logouts: readonly Logout[]): Promise<void> {
    const different = [...new Map(logouts.map((logout) => [keyOf(logout), logout])).values()];
    if (different.length === 0) return;
    const about = { channel: 'logout', template: 'backchannelLogout', language: 'en' } as const;
    const messages = different.map((logout) => ({
      ...about,
      recipient: logout.globalid,
      username: logout.username,
      ...sealed({ message: logout, usefulUntil: undefined }),
    }));
    await insertMessages(trx, messages);
    afterCommit(trx, wakeOf.logout);
  }

  function servesNumber(number: string): boolean {
    if (!deps.channels.sms) return false;
    const serves = isServed(number, deps.smsPrefixes);
    if (!serves) deps.log.warn({ beginsWith: number.slice(0, 5) }, 'SMS to this number prefix refused');
    return serves;
  }

  return {
    channels: deps.channels,
    servesNumber,
    queueLogouts,
    async queueMail(trx, mail) {
      if (!deps.channels.mail) return;
      await queue(trx, { channel: 'mail', recipient: mail.message.to.join(', ') }, mail);
    },
    async queueSms(trx, text) {
      const recipient = text.message.to;
      if (!servesNumber(recipient)) throw new NumberNotServed();
      const counts = [...(text.counts ?? []), ...countsOfSms(recipient, text, deps.hourlySms)];
      await queue(trx, { channel: 'sms', recipient }, { ...text, counts }).catch((error: unknown) => {
        logUsedUpBudget(deps.log, error);
        throw error;
      });
    },
  };
}

function keyOf({ globalid, keyId, username, sid }: Logout): string {
  return JSON.stringify([globalid, keyId, username, sid ?? null]);
}

/** The share of the hourly budget for SMS other than sign-in codes. */
const openPart = 0.75;

function countsOfSms(
  number: string,
  { isSignInCode = false }: Pick<Queued<SmsMessage>, 'isSignInCode'>,
  hourlySms: number,
): readonly Count[] {
  const key = isSignInCode ? `sign-in ${number}` : number;
  const open = Math.ceil(hourlySms * openPart);
  return [
    ['smsToNumber', key],
    ['smsToNumberDaily', key],
    ['smsOfServer', '', hourlySms],
    ...(isSignInCode ? [] : [['smsButSignIns', '', open] as const]),
  ];
}

function logUsedUpBudget(log: Logger, error: unknown): void {
  if (!(error instanceof TooManyRequests)) return;
  if (error.detail !== 'smsOfServer' && error.detail !== 'smsButSignIns') return;
  log.error('SMS budget of this hour used up (IYO_SMS_HOURLY_BUDGET)');
}

function contentContext(messageId: string): string {
  return `outbox_message:${messageId}`;
}

export interface MessageContent {
  readonly message: unknown;
  readonly usefulUntil: Date | undefined;
}

/** @throws Error when it was sealed with a key that is no longer configured */
export function openContent(sealing: Sealing, messageId: string, sealed: Uint8Array): MessageContent {
  const { message, usefulUntil } = JSON.parse(sealing.open(sealed, contentContext(messageId)));
  return { message, usefulUntil: usefulUntil === undefined ? undefined : new Date(usefulUntil) };
}
