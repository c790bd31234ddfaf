import { createSmtpMailSender } from '../../src/mail/sender.ts';
import { type ListeningApp, openListeningApp } from '../support/listening.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';

/** The whole application behind a real port, sending its mail to a real mail server. */
export interface Site extends ListeningApp {
  readonly mailbox: Mailbox;
}

/** @param variables settings that differ from the tests' own */
export async function openSite(variables: Readonly<Record<string, string>> = {}): Promise<Site> {
  const mailbox = await openMailbox();
  const from = 'noreply@itsyou.online';
  const mail = createSmtpMailSender({ host: '127.0.0.1', port: mailbox.port, from, security: 'none' });
  const listening = await openListeningApp(variables, { mail });
  return {
    ...listening,
    mailbox,
    async close() {
      await listening.close();
      mail.close();
      await mailbox.close();
    },
  };
}
