import type { Logger } from '../log.ts';
import type { MailMessage, MailSender } from '../outside/mail.ts';

/** Sends a mail without making anybody wait. `what` names the message in the log when it cannot be sent. */
export type SendMail = (what: string, message: MailMessage) => void;

/**
 * A request is answered whether its mail arrives or not, at the same speed. What cannot be sent is logged, without
 * its content: that holds secrets.
 */
export function createBackgroundMail(mail: MailSender, log: Logger): SendMail {
  return (what, message) => {
    mail.send(message).catch((error: unknown) => log.error({ err: error, mail: what }, 'mail not sent'));
  };
}
