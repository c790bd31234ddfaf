import { systemClock } from '../../src/base/clock.ts';
import { createSmtpMailSender } from '../../src/mail/sender.ts';
import { createOutbox, type Outbox } from '../../src/outbox/development-outbox.ts';
import { type Listening, type ListeningApp, openListeningApp } from '../support/listening.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';

/** The whole application on a real port, with a real mail server. */
export interface Site extends ListeningApp {
  readonly mailbox: Mailbox;
  /** Messages shown by the page for developers; tests fill it. */
  readonly outbox: Outbox;
}

/**
 * @param variables settings that differ from the tests' defaults
 * @param listening address; by default a free port of `localhost`
 */
export async function openSite(
  variables: Readonly<Record<string, string>> = {},
  listening?: Listening,
): Promise<Site> {
  const mailbox = await openMailbox();
  const from = 'noreply@itsyou.online';
  const mail = createSmtpMailSender({ host: '127.0.0.1', port: mailbox.port, from, security: 'none' });
  const outbox = createOutbox({ clock: systemClock, print: () => undefined });
  const app = await openListeningApp(variables, { mail, outbox }, listening);
  return {
    ...app,
    mailbox,
    outbox,
    async close() {
      await app.close();
      mail.close();
      await mailbox.close();
    },
  };
}
