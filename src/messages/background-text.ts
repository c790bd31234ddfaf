import type { Logger } from '../log.ts';
import type { SmsMessage, SmsSender } from '../outside/sms.ts';

/** Sends a text message without making anybody wait. `what` names it in the log when it cannot be sent. */
export type SendText = (what: string, message: SmsMessage) => void;

/** As with mail: the answer does not depend on the gateway, and the log never holds the text, which has a code in it. */
export function createBackgroundText(sms: SmsSender, log: Logger): SendText {
  return (what, message) => {
    sms.send(message).catch((error: unknown) => log.error({ err: error, text: what }, 'text not sent'));
  };
}
