import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server that keeps the mails it receives. */
export interface Mailbox {
  readonly port: number;
  /** The decoded text of the mails to an address, oldest first. */
  mailsTo(address: string): readonly string[];
  /** The last link in the newest mail to an address, decoded. */
  newestLink(address: string): string;
  close(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const mails: { to: string[]; text: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, text: decode(Buffer.concat(chunks).toString('utf8')) });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mailsTo = (address: string) => mails.filter(({ to }) => to.includes(address)).map(({ text }) => text);
  return {
    port: (server.server.address() as AddressInfo).port,
    mailsTo,
    newestLink(address) {
      const links = mailsTo(address)
        .at(-1)
        ?.match(/https?:\/\/[^\s"<>]+/g);
      const last = links?.at(-1);
      if (last === undefined) throw new Error(`no link in a mail to ${address}`);
      return last
        .replace(/&#x([0-9a-f]+);/gi, (_, digits) => String.fromCodePoint(Number.parseInt(digits, 16)))
        .replaceAll('&amp;', '&');
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Decodes the parts of a mail (transfer encoding, RFC 2045, section 6), as far as these tests need. */
function decode(source: string): string {
  return source
    .split(/^--.+$/m)
    .map((part) => {
      const [head = '', ...body] = part.trimStart().split(/\r?\n\r?\n/);
      const [, encoding] = /^content-transfer-encoding:\s*(\S+)/im.exec(head) ?? [];
      return decodePart(body.join('\n\n'), encoding?.toLowerCase());
    })
    .join('\n');
}

function decodePart(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  return body
    .replace(/=\r?\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'));
}
