import { createTransport } from 'nodemailer';
import { memberOf, NotDelivered } from '../base/failure.ts';
import { createSemaphore } from '../crypto/semaphore.ts';
import { inCallSpan } from '../traces/spans.ts';

export interface MailMessage {
  /** Addresses without display names. All get the same message. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailSender {
  /**
   * Resolves when the mail server has accepted the message for at least one recipient.
   * @throws NotDelivered (503) when it has not; Unavailable when too many messages are waiting
   */
  send(message: MailMessage): Promise<void>;
}

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** The sender address, without display name. */
  readonly from: string;
  /**
   * `starttls`: connect without TLS and require an upgrade to TLS before anything else. `tls`: TLS from the
   * first byte. `none`: only for a mail server on the same machine. Default: `tls` on port 465, otherwise
   * `starttls`.
   */
  readonly security?: 'starttls' | 'tls' | 'none';
  /** The certificate authority of the mail server in PEM form, if it is not a public one. */
  readonly authority?: string;
  readonly maxConnections?: number;
  /** How many messages may wait for a connection. Default: 100. */
  readonly maxQueue?: number;
  /** The time limit for one message, and for each silence of the server, in milliseconds. Default: 20,000. */
  readonly timeout?: number;
}

/** A sender that keeps connections open until `close`. */
export interface SmtpMailSender extends MailSender {
  /** Connects and signs in without sending. @throws NotDelivered */
  check(): Promise<void>;
  close(): void;
}

/**
 * Sends over a few SMTP connections (RFC 5321, RFC 3207) that stay open between messages. Makes one attempt;
 * `src/outbox/deliveries.ts` decides about retries.
 */
export function createSmtpMailSender(settings: SmtpSettings): SmtpMailSender {
  const { maxConnections = 3, maxQueue = 100, timeout = 20_000 } = settings;
  const transport = createTransport(transportOptions(settings, maxConnections, timeout));
  const places = createSemaphore({ name: 'mail', width: maxConnections, maxQueue });

  async function sendNow({ to, subject, text, html }: MailMessage): Promise<void> {
    const signal = AbortSignal.timeout(timeout);
    try {
      const mail = { from: bare(settings.from), to: to.map(bare), subject, text, html, signal };
      await inCallSpan('mail', settings.host, () => transport.sendMail(mail));
    } catch (error) {
      throw notDelivered(error);
    }
  }

  return {
    send: (message) => places.run(() => sendNow(message)),
    async check() {
      await transport.verify().catch((error: unknown) => {
        throw notDelivered(error);
      });
    },
    close: () => transport.close(),
  };
}

function transportOptions(settings: SmtpSettings, maxConnections: number, timeout: number) {
  const { host, port, user, password, authority } = settings;
  const security = settings.security ?? (port === 465 ? 'tls' : 'starttls');
  return {
    pool: true as const,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    maxConnections,
    maxRequeues: 0,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    ...(authority !== undefined && { tls: { ca: authority } }),
  };
}

/** An object keeps the address as it is. A string would be parsed, and a comma would split it in two. */
function bare(address: string): { name: string; address: string } {
  return { name: '', address };
}

/** Only the code of the server's reply is kept, since its text may quote the message. */
function notDelivered(error: unknown): NotDelivered {
  const reply = memberOf(error, 'responseCode');
  const code = String(memberOf(error, 'code') ?? memberOf(error, 'name'));
  const words = reply === undefined ? memberOf(error, 'message') : `reply ${reply}`;
  return new NotDelivered('mail_unavailable', {
    reason: reply === undefined ? code : `${code} ${reply}`,
    detail: `mail: ${code}, ${words}`,
    isPermanent: refusesMessage.has(code) && Number(reply) >= 500,
  });
}

/** The recipient or content was refused; with a reply code of 500 or more, permanently (RFC 5321, section 4.2.1). */
const refusesMessage = new Set(['EENVELOPE', 'EMESSAGE']);
