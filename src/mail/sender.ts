import { createTransport } from 'nodemailer';
import { memberOf, NotDelivered } from '../base/failure.ts';
import { createSemaphore } from '../crypto/semaphore.ts';
import { inCallSpan } from '../traces/spans.ts';

export interface MailMessage {
  /** Bare addresses, all in one message. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailSender {
  /**
   * Resolves when the mail server has taken the message for at least one recipient.
   * @throws NotDelivered (503) when it has not, in time or at all; Unavailable when too many messages are waiting
   */
  send(message: MailMessage): Promise<void>;
}

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** The bare address mails come from. */
  readonly from: string;
  /**
   * `starttls`: begin in the clear, insist on TLS before anything is said. `tls`: TLS from the first byte.
   * `none`: for a mail server on the same machine only. Default: `tls` on port 465, else `starttls`.
   */
  readonly security?: 'starttls' | 'tls' | 'none';
  /** Certificate authority of the mail server in PEM form, when it is not a public one. */
  readonly authority?: string;
  readonly maxConnections?: number;
  /** Messages that may wait for a connection. */
  readonly maxQueue?: number;
  /** Milliseconds for one message, and for each silence of the server. */
  readonly timeout?: number;
}

/** A sender with open connections; `close` ends them. */
export interface SmtpMailSender extends MailSender {
  /** Connects and signs in without sending. @throws NotDelivered */
  check(): Promise<void>;
  close(): void;
}

/**
 * Sends through an SMTP server (RFC 5321, RFC 3207) over a few connections that stay open between messages.
 * Tries once; whether and when to try again is the business of `deliveries.ts`.
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

/** As an object an address is taken as it is; as text it would be parsed, and a comma would make it two. */
function bare(address: string): { name: string; address: string } {
  return { name: '', address };
}

/** Of a server's reply only the code: its words may quote the message. */
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

/** Recipient or content refused; with a reply of 500 or more, for good (RFC 5321, section 4.2.1). */
const refusesMessage = new Set(['EENVELOPE', 'EMESSAGE']);
