import type { MailMessage } from '../../src/mail/sender.ts';
import type { Senders } from '../../src/outbox/senders.ts';
import type { SmsMessage } from '../../src/sms/sender.ts';

/** Keeps messages instead of sending them. */
export interface TestSenders extends Senders {
  readonly mails: MailMessage[];
  readonly texts: SmsMessage[];
}

export function createTestSenders(): TestSenders {
  const mails: MailMessage[] = [];
  const texts: SmsMessage[] = [];
  return {
    mails,
    texts,
    mail: { send: async (message) => void mails.push(message) },
    sms: { send: async (message) => void texts.push(message) },
    outbox: undefined,
    close: () => undefined,
  };
}
