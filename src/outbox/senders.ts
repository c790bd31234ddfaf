import type { Clock } from '../base/clock.ts';
import type { Config } from '../base/config.ts';
import type { Logger } from '../base/log.ts';
import { createSmtpMailSender, type MailSender } from '../mail/sender.ts';
import { createHttpSmsSender, type SmsSender } from '../sms/sender.ts';
import { createOutbox, type Outbox } from './development-outbox.ts';

/** How messages leave the server. */
export interface Senders {
  readonly mail: MailSender;
  readonly sms: SmsSender;
  /** Present when at least one kind of message is kept here instead of being sent. */
  readonly outbox: Outbox | undefined;
  /** Ends open connections. */
  close(): void;
}

/** Real senders for what is configured; in development an outbox stands in for the rest. */
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
