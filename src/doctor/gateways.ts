import type { Config, MailSettings, SmsSettings } from '../base/config.ts';
import { describeFailure, memberOf, NotDelivered } from '../base/failure.ts';
import { isLoopback } from '../base/loopback.ts';
import type { SmtpMailSender } from '../mail/sender.ts';
import { type Finding, finding } from './finding.ts';

export interface MailCheck {
  readonly mode: Config['mode'];
  readonly settings: MailSettings | undefined;
  readonly sender: Pick<SmtpMailSender, 'check' | 'send'> | undefined;
  /** The recipient of a test mail; undefined: none is sent. */
  readonly testAddress?: string | undefined;
}

/** Checks whether the mail server accepts this server's credentials and, if asked, sends a test mail. */
export async function checkMail({ mode, settings, sender, testAddress }: MailCheck): Promise<Finding[]> {
  if (!settings || !sender) return [finding('mail', mode === 'production' ? 'noMail' : 'mailKept')];
  const server = `${settings.host}:${settings.port}`;
  try {
    await sender.check();
    if (testAddress === undefined) return [finding('mail', 'mailFine', { server })];
    await sender.send(testMail(testAddress));
    return [finding('mail', 'mailSent', { server, address: testAddress })];
  } catch (error) {
    const reason = error instanceof NotDelivered ? error.reason : describeFailure(error);
    return [finding('mail', 'mailFails', { server, reason })];
  }
}

function testMail(to: string) {
  const text = 'This is the test mail requested with "iyo doctor".';
  return { to: [to], subject: 'Test', text, html: `<p>${text}</p>` };
}

/** Checks whether the SMS gateway answers. Sends no SMS: it uses HEAD, which each gateway refuses in its own way. */
export async function checkSms(mode: Config['mode'], settings: SmsSettings | undefined): Promise<Finding[]> {
  if (!settings) return [finding('sms', mode === 'production' ? 'noSms' : 'smsKept')];
  const { host, hostname, protocol } = new URL(settings.url);
  const clear = protocol === 'http:' && !isLoopback(hostname) ? [finding('sms', 'smsClear', { host })] : [];
  return [...clear, await askGateway(settings, host)];
}

async function askGateway({ url, authorization }: SmsSettings, host: string): Promise<Finding> {
  const headers = new Headers(authorization === undefined ? [] : [['Authorization', authorization]]);
  const signal = AbortSignal.timeout(5_000);
  try {
    const { status } = await fetch(url, { method: 'HEAD', redirect: 'manual', headers, signal });
    const isRefusal = status === 401 || status === 403;
    return finding('sms', isRefusal ? 'smsRefuses' : 'smsFine', { host, status });
  } catch (error) {
    return finding('sms', 'smsFails', { host, reason: reasonOf(error) });
  }
}

/** The code of a failed request. Its message is left out, since it may quote the address and with it a key. */
export function reasonOf(error: unknown): string {
  const code = memberOf(memberOf(error, 'cause'), 'code');
  return typeof code === 'string' ? code : describeFailure(error);
}
