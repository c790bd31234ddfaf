import { afterEach, describe, expect, test } from '@jest/globals';
import { Unavailable } from '../../src/base/errors.ts';
import { createSmtpMailSender, type SmtpMailSender, type SmtpSettings } from '../../src/mail/sender.ts';
import { type FakeSmtpBehaviour, type FakeSmtpServer, startFakeSmtpServer } from './fake-smtp-server.ts';
import { createCertificate } from './self-signed-certificate.ts';

const certificate = createCertificate('localhost');
const withTls: FakeSmtpBehaviour = { certificate, offersStartTls: true };
const message = {
  to: ['bob@example.com'],
  subject: 'Confirm your address',
  text: 'Open https://id.example/x',
  html: '<p>Open <a href="https://id.example/x">https://id.example/x</a></p>',
};

let server: FakeSmtpServer;
let sender: SmtpMailSender;

async function set(behaviour: FakeSmtpBehaviour, settings: Partial<SmtpSettings> = {}): Promise<void> {
  server = await startFakeSmtpServer(behaviour);
  const address = { host: 'localhost', port: server.port, from: 'noreply@id.example' };
  sender = createSmtpMailSender({
    ...address,
    authority: certificate.certificate,
    timeout: 2000,
    ...settings,
  });
}

afterEach(async () => {
  sender.close();
  await server.close();
});

describe('mail through SMTP', () => {
  test('a message arrives with its sender, recipients, subject, text and HTML', async () => {
    await set(withTls);
    await sender.send({ ...message, to: ['bob@example.com', 'b.ob@example.org'] });
    expect(server.mails).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail).toMatchObject({ from: 'noreply@id.example', to: ['bob@example.com', 'b.ob@example.org'] });
    expect(mail?.source).toMatch(/^From: noreply@id\.example\r$/m);
    expect(mail?.source).toMatch(/^To: bob@example\.com, b\.ob@example\.org\r$/m);
    expect(mail?.source).toMatch(/^Subject: Confirm your address\r$/m);
    expect(mail?.source).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(mail?.source).toContain(message.text);
    expect(mail?.source).toContain(message.html);
  });

  test('credentials and message go over TLS only', async () => {
    await set({ ...withTls, offersAuth: true }, { user: 'mailer', password: 'pass word' });
    await sender.send(message);
    expect(
      server.commands.filter((command) => !command.isEncrypted).map(({ line }) => line.split(' ')[0]),
    ).toEqual(['EHLO', 'STARTTLS']);
    const credentials = Buffer.from('\0mailer\0pass word').toString('base64');
    expect(server.commands).toContainEqual({ line: `AUTH PLAIN ${credentials}`, isEncrypted: true });
    expect(server.mails).toHaveLength(1);
  });

  test('a server that offers no STARTTLS gets neither credentials nor message', async () => {
    await set({ offersAuth: true }, { user: 'mailer', password: 'secret' });
    await expect(sender.send(message)).rejects.toMatchObject({ status: 503, code: 'mail_unavailable' });
    expect(server.commands.some(({ line }) => /^(AUTH|MAIL|RCPT|DATA)/.test(line))).toBe(false);
    expect(server.mails).toEqual([]);
  });

  test('a server with a certificate of unknown origin, or for another host, gets no message', async () => {
    await set(withTls, { authority: createCertificate('localhost').certificate });
    await expect(sender.send(message)).rejects.toBeInstanceOf(Unavailable);
    expect(server.mails).toEqual([]);
    sender.close();
    await server.close();
    const elsewhere = createCertificate('elsewhere.example');
    await set({ ...withTls, certificate: elsewhere }, { authority: elsewhere.certificate });
    await expect(sender.send(message)).rejects.toBeInstanceOf(Unavailable);
    expect(server.mails).toEqual([]);
  });

  test('security none sends in the clear, for a server on the same machine', async () => {
    await set(withTls, { security: 'none' });
    await sender.send(message);
    expect(server.mails).toHaveLength(1);
    expect(server.commands.some(({ isEncrypted }) => isEncrypted)).toBe(false);
  });

  test('one connection serves message after message', async () => {
    await set(withTls);
    for (let count = 0; count < 3; count += 1) await sender.send(message);
    expect(server.mails).toHaveLength(3);
    expect(server.connections()).toBe(1);
  });

  test('an address is one recipient, whatever it contains', async () => {
    await set(withTls);
    for (const to of ['bob@example.com, eve@example.net', 'Bob <bob@example.com>, <eve@example.net>']) {
      await sender.send({ ...message, to: [to] }).catch(() => undefined);
    }
    expect(server.mails.flatMap((mail) => mail.to)).not.toContain('eve@example.net');
    expect(server.commands.filter(({ line }) => /^RCPT TO:<eve@example\.net>/i.test(line))).toEqual([]);
  });

  test('a line break in subject or address adds no header and no command', async () => {
    await set(withTls);
    await sender.send({ ...message, subject: 'Hello\r\nBcc: eve@example.net\r\n\r\nbody' });
    await sender
      .send({ ...message, to: ['bob@example.com>\r\nRCPT TO:<eve@example.net'] })
      .catch(() => undefined);
    for (const mail of server.mails) {
      expect(mail.source).not.toMatch(/^Bcc:/m);
      expect(mail.to).not.toContain('eve@example.net');
    }
    expect(server.mails[0]?.to).toEqual(['bob@example.com']);
  });

  test('letters beyond ASCII arrive in subject and text', async () => {
    await set(withTls);
    await sender.send({ ...message, subject: 'Подтвердите', text: 'Ваш код' });
    const [mail] = server.mails;
    const [, encoded = ''] = /^Subject: =\?UTF-8\?B\?([^?]*)\?=/m.exec(mail?.source ?? '') ?? [];
    expect(Buffer.from(encoded, 'base64').toString()).toBe('Подтвердите');
  });

  test.each([
    ['refuses the recipient', 'RCPT', '550 no such user for code 123456'],
    ['refuses the message', '.', '554 spam: code 123456'],
    ['is busy', 'MAIL', '451 later'],
    ['refuses the connection', 'CONNECT', '554 go away'],
  ])('when the server %s the sender gets 503, and the reply is not logged', async (_name, verb, text) => {
    await set({ ...withTls, reply: (line) => (line.startsWith(verb) ? text : undefined) });
    const error: unknown = await sender.send(message).catch((thrown) => thrown);
    expect(error).toMatchObject({ status: 503, code: 'mail_unavailable', cause: undefined });
    expect(String(error)).toContain(text.slice(0, 3));
    expect(String(error)).not.toContain('123456');
  });

  test('when credentials are refused the sender gets 503 without them in the text', async () => {
    const reply = (line: string) => (line.startsWith('AUTH') ? '535 wrong' : undefined);
    await set({ ...withTls, offersAuth: true, reply }, { user: 'mailer', password: 'sesame' });
    const error: unknown = await sender.send(message).catch((thrown) => thrown);
    expect(error).toMatchObject({ status: 503 });
    expect(String(error)).toContain('EAUTH');
    expect(JSON.stringify(error)).not.toContain('sesame');
  });

  test('one recipient of several refused: the others get the message', async () => {
    await set({ ...withTls, reply: (line) => (/^RCPT.*gone@/.test(line) ? '550 gone' : undefined) });
    await sender.send({ ...message, to: ['gone@example.com', 'bob@example.com'] });
    expect(server.mails.map((mail) => mail.to)).toEqual([['bob@example.com']]);
  });

  test.each(['CONNECT', 'MAIL', '.'])(
    'a connection that breaks at %s is an error, and the message is not sent a second time',
    async (verb) => {
      await set({ ...withTls, reply: (line) => (line.startsWith(verb) ? 'drop' : undefined) });
      await expect(sender.send(message)).rejects.toMatchObject({ status: 503 });
      expect(server.connections()).toBe(1);
      expect(server.commands.filter(({ line }) => line.startsWith('MAIL')).length).toBeLessThan(2);
    },
  );

  test('after a broken connection the next message goes over a new one', async () => {
    const drops = ['drop'];
    await set({ ...withTls, reply: (line) => (line.startsWith('MAIL') ? drops.pop() : undefined) });
    await expect(sender.send(message)).rejects.toMatchObject({ status: 503 });
    await sender.send(message);
    expect(server.mails).toHaveLength(1);
    expect(server.connections()).toBe(2);
  });

  test.each([
    ['silent', ''],
    ['endlessly talking', 'drip'],
  ])('a server that is %s costs the timeout and no more', async (_name, reply) => {
    await set(
      { ...withTls, reply: (line) => (line.startsWith('MAIL') ? reply : undefined) },
      { timeout: 300 },
    );
    const started = performance.now();
    await expect(sender.send(message)).rejects.toMatchObject({ status: 503 });
    expect(performance.now() - started).toBeLessThan(1500);
  });

  test('messages beyond the queue are refused at once', async () => {
    const reply = (line: string) => (line.startsWith('MAIL') ? '' : undefined);
    await set({ ...withTls, reply }, { timeout: 500, maxConnections: 1, maxQueue: 1 });
    const waiting = [sender.send(message), sender.send(message)].map((sent) => sent.catch(() => 'late'));
    const refused = sender.send(message).catch((thrown) => thrown.status);
    expect(await Promise.race([...waiting, refused])).toBe(503);
    expect(await Promise.all(waiting)).toEqual(['late', 'late']);
  });

  test('no server at all: 503 that says why', async () => {
    await set(withTls);
    await server.close();
    await expect(sender.send(message)).rejects.toThrow('ECONNREFUSED');
  });
});
