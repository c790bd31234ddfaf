import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { systemActor } from '../../src/base/actor.ts';
import { NotDelivered } from '../../src/base/failure.ts';
import { createLog } from '../../src/base/log.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import type { MailMessage } from '../../src/mail/sender.ts';
import { dropMessage, resendMessage } from '../../src/outbox/acts.ts';
import { createDeliveries, type Deliveries, maximumAttempts } from '../../src/outbox/deliveries.ts';
import { createMessageQueue } from '../../src/outbox/message-queue.ts';
import type { SmsMessage } from '../../src/sms/sender.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { createTestSenders, type TestSenders } from '../support/senders.ts';

const sealing = createSealing([Buffer.alloc(32, 7)]);
let database: TestDatabase;
let clock: TestClock;
let senders: TestSenders;
let lines: string[];
let deliveries: Deliveries;
let woken: string[];

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.db.deleteFrom('outbox_messages').execute();
  clock = createTestClock();
  senders = createTestSenders();
  lines = [];
  woken = [];
  deliveries = newServer(senders);
});

/** Another server process on the same database, with its own senders. */
function newServer(own: TestSenders): Deliveries {
  const log = createLog({ level: 'debug', format: 'json' }, { write: (line) => void lines.push(line) });
  return createDeliveries({
    db: database.db,
    clock,
    sealing,
    senders: own,
    sendLogout: async () => undefined,
    log,
  });
}

const queue = () =>
  createMessageQueue({
    sealing,
    clock,
    log: createLog({ level: 'silent', format: 'json' }),
    hourlySms: 1000,
    smsPrefixes: { allowed: [], refused: [] },
    channels: { mail: true, sms: true },
    wake: (channel) => void woken.push(channel),
  });

const mailTo = (to: string): MailMessage => ({ to: [to], subject: 'Hi', text: 'code 123456', html: '<p>' });

function queueMail(to = 'bob@company.com', usefulUntil?: Date): Promise<void> {
  const about = { template: 'newSignIn', language: 'en', username: 'bob' } as const;
  const mail = { ...about, message: mailTo(to), ...(usefulUntil && { usefulUntil }) };
  return inTransaction(database.db, (trx) => queue().queueMail(trx, mail));
}

function queueSms(to: string): Promise<void> {
  const message: SmsMessage = { to, text: 'code 123456' };
  return inTransaction(database.db, (trx) =>
    queue().queueSms(trx, { template: 'newSignIn', language: 'en', message }),
  );
}

async function deliver(by = deliveries): Promise<void> {
  by.wake();
  await by.settled();
}

const row = () => database.db.selectFrom('outbox_messages').selectAll().executeTakeFirstOrThrow();

const failWith = (error: Error, own = senders) =>
  Object.assign(own.mail, { send: () => Promise.reject(error) });

describe('a message', () => {
  test('is stored sealed in the transaction, and wakes the delivery once that is committed', async () => {
    await inTransaction(database.db, async (trx) => {
      await queue().queueSms(trx, {
        template: 'newSignIn',
        language: 'nl',
        message: { to: '+32499001122', text: 'code 123456' },
      });
      expect(woken).toEqual([]);
    });
    expect(woken).toEqual(['sms']);
    const stored = await row();
    expect(stored).toMatchObject({ channel: 'sms', recipient: '+32499001122', language: 'nl', attempts: 0 });
    expect(stored.sealed_content?.includes('123456')).toBe(false);
  });

  test('does not exist when the transaction fails', async () => {
    const failed = inTransaction(database.db, async (trx) => {
      await queue().queueMail(trx, { template: 'newSignIn', language: 'en', message: mailTo('a@b.com') });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await deliver();
    expect([woken, senders.mails]).toEqual([[], []]);
  });

  test('arrives as it was written, once, and leaves only the fact that it was sent', async () => {
    await queueMail();
    await deliver();
    await deliver();
    expect(senders.mails).toEqual([mailTo('bob@company.com')]);
    expect(await row()).toMatchObject({
      username: 'bob',
      template: 'newSignIn',
      sealed_content: null,
      attempts: 1,
      sent_at: clock.now(),
      claimed_until: null,
    });
  });

  test('does not wait for a slow delivery of another', async () => {
    let take = () => {};
    const held = new Promise<void>((resolve) => {
      take = resolve;
    });
    Object.assign(senders.mail, { send: () => held });
    await queueMail();
    await queueSms('+32499001122');
    deliveries.wake('mail');
    const other = newServer(senders);
    other.wake('sms');
    await other.settled();
    expect(senders.texts).toHaveLength(1);
    take();
    await deliveries.settled();
  });
});

describe('two hundred messages', () => {
  test('are delivered once each by three servers at once', async () => {
    const all = Array.from({ length: 200 }, (_, index) => `+3249900${String(index).padStart(4, '0')}`);
    for (const number of all) await queueSms(number);
    const servers = [createTestSenders(), createTestSenders(), createTestSenders()];
    const workers = servers.map((own) => newServer(own));
    for (const worker of workers) for (let nudge = 0; nudge < 8; nudge += 1) worker.wake();
    await Promise.all(workers.map((worker) => worker.settled()));
    const sent = servers.flatMap(({ texts }) => texts.map(({ to }) => to));
    expect(sent.sort()).toEqual(all);
    const waiting = database.db.selectFrom('outbox_messages').where('sent_at', 'is', null);
    expect(await waiting.select('recipient').execute()).toEqual([]);
  });
});

describe('a server that dies', () => {
  test('leaves its message to others after the lease', async () => {
    const dead = createTestSenders();
    await queueMail();
    const claimed = new Promise<void>((resolve) => {
      Object.assign(dead.mail, {
        send: () => {
          resolve();
          return new Promise(() => {});
        },
      });
    });
    newServer(dead).wake('mail');
    await claimed;
    await deliver();
    expect(senders.mails).toEqual([]);
    clock.advance(121);
    await deliver();
    expect(senders.mails).toHaveLength(1);
  });

  test('repeatedly over one message abandons it in the end', async () => {
    await queueMail();
    await database.db.updateTable('outbox_messages').set({ attempts: maximumAttempts }).execute();
    await deliver();
    expect(senders.mails).toEqual([]);
    expect(await row()).toMatchObject({
      failed_at: clock.now(),
      last_error: 'abandoned',
      sealed_content: null,
    });
  });
});

describe('a gateway that fails', () => {
  const outage = new NotDelivered('mail_unavailable', { reason: 'ETIMEDOUT', detail: 'mail: ETIMEDOUT' });

  test('is retried later, at growing intervals', async () => {
    await queueMail();
    failWith(outage);
    const waits: number[] = [];
    for (let attempt = 1; attempt < maximumAttempts; attempt += 1) {
      await deliver();
      const { available_at, last_error, failed_at } = await row();
      expect([last_error, failed_at]).toEqual(['ETIMEDOUT', null]);
      waits.push((available_at.getTime() - clock.now().getTime()) / 1000);
      await deliver();
      expect((await row()).attempts).toBe(attempt);
      clock.advance(waits.at(-1) ?? 0);
    }
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(5 * 3 ** index * 0.75);
      expect(wait).toBeLessThanOrEqual(5 * 3 ** index * 1.25);
    }
  });

  test('gets the message once it works', async () => {
    await queueMail();
    failWith(outage);
    await deliver();
    clock.advance(10);
    const healthy = createTestSenders();
    await deliver(newServer(healthy));
    expect(healthy.mails).toHaveLength(1);
    expect(await row()).toMatchObject({ attempts: 2, last_error: '', sealed_content: null });
  });

  test('abandons a message in the end, with the reason; the operator may send it again', async () => {
    await queueMail();
    failWith(outage);
    for (let attempt = 1; attempt <= maximumAttempts; attempt += 1) {
      await deliver();
      clock.advance(10_000);
    }
    expect(await row()).toMatchObject({
      attempts: 8,
      last_error: 'ETIMEDOUT',
      sealed_content: expect.any(Buffer),
    });
    expect((await row()).failed_at).not.toBeNull();
    expect(lines.join()).toContain('job abandoned');
    expect(lines.join()).not.toContain('123456');
  });

  test('gets no retry of what it refuses permanently', async () => {
    await queueMail();
    failWith(new NotDelivered('mail_unavailable', { reason: 'EENVELOPE 550', isPermanent: true }));
    await deliver();
    expect(await row()).toMatchObject({ attempts: 1, last_error: 'EENVELOPE 550', failed_at: clock.now() });
  });

  test('does not get what is no longer of use', async () => {
    await queueMail('bob@company.com', new Date(clock.now().getTime() + 60_000));
    clock.advance(60);
    await deliver();
    expect(senders.mails).toEqual([]);
    expect(await row()).toMatchObject({ last_error: 'too late', sealed_content: null });
  });

  test('gets no retry when that would be too late', async () => {
    await queueMail('bob@company.com', new Date(clock.now().getTime() + 1_000));
    failWith(outage);
    await deliver();
    expect(await row()).toMatchObject({ last_error: 'ETIMEDOUT', failed_at: clock.now() });
  });

  test('deletes the content of messages that are no longer of use', async () => {
    await queueMail('bob@company.com', new Date(clock.now().getTime() + 1_000));
    Object.assign(senders.mail, {
      send: async () => {
        clock.advance(1);
        throw outage;
      },
    });
    await deliver();
    expect(await row()).toMatchObject({ last_error: 'ETIMEDOUT', sealed_content: null });
  });
});

describe('the operator', () => {
  const actor = () => systemActor(clock.now());

  test('cannot send again or drop what a server is sending: it arrives once', async () => {
    await queueMail();
    let finish = () => {};
    const sent: MailMessage[] = [];
    const started = new Promise<void>((begin) => {
      Object.assign(senders.mail, {
        send: (mail: MailMessage) => {
          sent.push(mail);
          begin();
          return new Promise<void>((resolve) => {
            finish = resolve;
          });
        },
      });
    });
    deliveries.wake('mail');
    await started;
    const { message_id } = await row();
    const deps = { db: database.db, sealing };
    const refusal = { code: 'message_under_way' };
    await expect(resendMessage(deps, actor(), message_id)).rejects.toMatchObject(refusal);
    await expect(dropMessage(deps, actor(), message_id)).rejects.toMatchObject(refusal);
    finish();
    await deliveries.settled();
    await deliver();
    expect(sent).toHaveLength(1);
    expect(await row()).toMatchObject({ sent_at: clock.now(), last_error: '' });
  });

  test('resends an abandoned message once when asked twice at once', async () => {
    await queueMail();
    await database.db
      .updateTable('outbox_messages')
      .set({ failed_at: clock.now(), attempts: maximumAttempts, last_error: 'EAUTH 535' })
      .execute();
    const { message_id } = await row();
    const deps = { db: database.db, sealing };
    await Promise.all([1, 2, 3].map(() => resendMessage(deps, actor(), message_id)));
    await Promise.all([deliver(), deliver(newServer(senders))]);
    expect(senders.mails).toHaveLength(1);
  });
});

describe('closing', () => {
  test('waits for the message in progress and begins no other', async () => {
    let take = () => {};
    const started = new Promise<void>((begin) => {
      Object.assign(senders.mail, {
        send: (message: MailMessage) => {
          begin();
          return new Promise<void>((resolve) => {
            take = () => {
              senders.mails.push(message);
              resolve();
            };
          });
        },
      });
    });
    await queueMail('first@company.com');
    clock.advance(1);
    await queueMail('second@company.com');
    deliveries.wake('mail');
    await started;
    const closed = deliveries.close();
    take();
    await closed;
    await deliver();
    expect(senders.mails.map(({ to }) => to)).toEqual([['first@company.com']]);
    const sent = database.db.selectFrom('outbox_messages').where('sent_at', 'is not', null);
    expect(await sent.select('recipient').execute()).toEqual([{ recipient: 'first@company.com' }]);
  });
});
