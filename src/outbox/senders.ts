import type { Clock } from '../base/clock.ts';
import type { Config } from '../base/config.ts';
import type { Logger } from '../base/log.ts';
import { createSmtpMailSender, type MailSender } from '../mail/sender.ts';
import { createHttpSmsSender, type SmsSender } from '../sms/sender.ts';
import { createOutbox, type Outbox } from './development-outbox.ts';

/** The gateways through which messages leave the server. */
export interface Senders {
  readonly mail: MailSender;
  readonly sms: SmsSender;
  /** Set when at least one channel keeps its messages here instead of sending them. */
  readonly outbox: Outbox | undefined;
  /** Closes open connections. */
  close(): void;
}

/**
 * Creates real senders for the configured channels. During development an outbox replaces the others; in production
 * they refuse every message.
 */
export function createSenders(config: Config, clock: Clock, log: Logger): Senders {
  const outbox =
    config.mode === 'production' ? undefined : createOutbox({ clock, print: (line) => log.info(line) });
  const smtp = config.mail && createSmtpMailSender(config.mail);
  return {
    mail: smtp ?? outbox?.mail ?? unconfigured('mail'),
    sms: config.sms ? createHttpSmsSender(config.sms) : (outbox?.sms ?? unconfigured('sms')),
    outbox: config.mail && config.sms ? undefined : outbox,
    close: () => smtp?.close(),
  };
}

function unconfigured(kind: string): MailSender & SmsSender {
  return {
    async send() {
      throw new Error(`no ${kind} gateway is configured`);
    },
  };
}
