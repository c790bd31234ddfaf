import type { Clock } from '../base/clock.ts';
import type { MailMessage, MailSender } from '../mail/sender.ts';
import type { SmsMessage, SmsSender } from '../sms/sender.ts';

export type OutboxMessage =
  | ({ readonly channel: 'mail'; readonly at: string } & MailMessage)
  | ({ readonly channel: 'sms'; readonly at: string } & SmsMessage);

/** Replaces the gateways during development: nothing is sent, and every message can be read. */
export interface Outbox {
  readonly mail: MailSender;
  readonly sms: SmsSender;
  /** The newest `limit` messages, oldest first. */
  messages(): readonly OutboxMessage[];
}

export interface OutboxSettings {
  readonly clock: Clock;
  /** Prints each message in full, including codes and links. Never use this outbox in production. */
  readonly print: (line: string) => void;
  readonly limit?: number;
}

export function createOutbox({ clock, print, limit = 200 }: OutboxSettings): Outbox {
  const kept: OutboxMessage[] = [];

  function keep(message: OutboxMessage): void {
    kept.push(message);
    if (kept.length > limit) kept.shift();
  }

  return {
    mail: {
      async send({ to, subject, text, html }) {
        print(`MAIL: ${to.join(', ')} ${subject}\n${html}`);
        keep({ channel: 'mail', at: clock.now().toISOString(), to, subject, text, html });
      },
    },
    sms: {
      async send({ to, text }) {
        print(`SMS: ${to} ${text}`);
        keep({ channel: 'sms', at: clock.now().toISOString(), to, text });
      },
    },
    messages: () => [...kept],
  };
}
