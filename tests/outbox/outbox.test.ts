import { describe, expect, test } from '@jest/globals';
import { createOutbox } from '../../src/outbox/development-outbox.ts';

const clock = { now: () => new Date('2026-01-01T00:00:00Z') };
const at = '2026-01-01T00:00:00.000Z';
const mail = { to: ['bob@example.com'], subject: 'Hello', text: 'text', html: '<p>html</p>' };
const sms = { to: '+32470000000', text: 'Your code 123456' };

describe('the development outbox', () => {
  test('keeps what was sent, oldest first', async () => {
    const outbox = createOutbox({ clock, print: () => undefined });
    await outbox.mail.send(mail);
    await outbox.sms.send(sms);
    expect(outbox.messages()).toEqual([
      { channel: 'mail', at, ...mail },
      { channel: 'sms', at, ...sms },
    ]);
  });

  // promise: development-messages
  test('prints number and text of messages, recipients and HTML of mails', async () => {
    const lines: string[] = [];
    const outbox = createOutbox({ clock, print: (line) => lines.push(line) });
    await outbox.sms.send(sms);
    await outbox.mail.send(mail);
    expect(lines).toEqual(['SMS: +32470000000 Your code 123456', 'MAIL: bob@example.com Hello\n<p>html</p>']);
  });

  test('forgets the oldest beyond its limit', async () => {
    const outbox = createOutbox({ clock, print: () => undefined, limit: 2 });
    for (const text of ['1', '2', '3']) await outbox.sms.send({ ...sms, text });
    expect(outbox.messages().map((message) => message.text)).toEqual(['2', '3']);
  });

  test('returns a copy of the list', async () => {
    const outbox = createOutbox({ clock, print: () => undefined });
    const before = outbox.messages();
    await outbox.sms.send(sms);
    expect(before).toEqual([]);
    expect(outbox.messages()).toHaveLength(1);
  });
});
