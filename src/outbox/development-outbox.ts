import type { Clock } from '../base/clock.ts';
import type { MailMessage, MailSender } from '../mail/sender.ts';
import type { SmsMessage, SmsSender } from '../sms/sender.ts';

export type OutboxMessage =
  | ({ readonly channel: 'mail'; readonly at: string } & MailMessage)
  | ({ readonly channel: 'sms'; readonly at: string } & SmsMessage);

/** Stands in for the outside world while developing: nothing leaves, everything can be read. */
export interface Outbox {
  readonly mail: MailSender;
  readonly sms: SmsSender;
  /** What was "sent", oldest first, at most the newest `limit`. */
  messages(): readonly OutboxMessage[];
}

export interface OutboxSettings {
  readonly clock: Clock;
  /** Where each message is printed in full, codes and links included. Never use an outbox in production. */
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
