import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/base/read-config.ts';
import { compareWithDate } from '../../src/doctor/clock.ts';
import { type Finding, findingText } from '../../src/doctor/finding.ts';
import { checkMail, checkSms } from '../../src/doctor/gateways.ts';
import { checkProxy } from '../../src/doctor/proxy.ts';
import { runChecks } from '../../src/doctor/run.ts';
import { translatorFor } from '../../src/i18n/catalogue.ts';
import { createSmtpMailSender } from '../../src/mail/sender.ts';
import {
  type FakeSmtpBehaviour,
  type FakeSmtpServer,
  startFakeSmtpServer,
} from '../mail/fake-smtp-server.ts';
import { createCertificate } from '../mail/self-signed-certificate.ts';

const certificate = createCertificate('localhost');
const withTls: FakeSmtpBehaviour = { certificate, offersStartTls: true, offersAuth: true };
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address without a listener. */
async function closedAddress(): Promise<string> {
  const url = await serve(() => {});
  await closing.pop()?.();
  return url;
}

describe('the mail server', () => {
  let smtp: FakeSmtpServer;

  async function check(behaviour: FakeSmtpBehaviour, testAddress?: string): Promise<Finding[]> {
    smtp = await startFakeSmtpServer(behaviour);
    closing.push(smtp.close);
    const settings = {
      host: 'localhost',
      port: smtp.port,
      user: 'mailer',
      password: 'pass word',
      from: 'noreply@id.example',
    };
    const authority = certificate.certificate;
    const sender = createSmtpMailSender({ ...settings, authority, timeout: 500 });
    closing.push(async () => sender.close());
    return checkMail({ mode: 'production', settings, sender, testAddress });
  }

  test('that accepts the login passes, without a mail', async () => {
    expect(await check(withTls)).toMatchObject([{ code: 'mailFine', severity: 'ok' }]);
    expect(smtp.mails).toEqual([]);
    expect(smtp.commands.some(({ line }) => line.startsWith('AUTH'))).toBe(true);
  });

  test('gets a test mail when one is asked for', async () => {
    expect(await check(withTls, 'ada@example.org')).toMatchObject([{ code: 'mailSent' }]);
    expect(smtp.mails).toMatchObject([{ to: ['ada@example.org'] }]);
  });

  test.each([
    ['refuses the password', (line: string) => (line.startsWith('AUTH') ? '535 no' : undefined), 'EAUTH 535'],
    ['says nothing', () => '', 'ETIMEDOUT'],
    ['breaks off', () => 'drop', expect.stringMatching(/^E[A-Z]+$/)],
  ])('that %s fails', async (_what, reply, reason) => {
    const found = await check({ ...withTls, reply });
    expect(found).toMatchObject([{ code: 'mailFails', severity: 'fail', values: { reason } }]);
    expect(JSON.stringify(found)).not.toContain('pass word');
  });

  test('that refuses the test mail fails', async () => {
    const reply = (line: string) => (line.startsWith('RCPT') ? '550 unknown' : undefined);
    const found = await check({ ...withTls, reply }, 'ada@example.org');
    expect(found).toMatchObject([{ code: 'mailFails', values: { reason: 'EENVELOPE 550' } }]);
  });

  test('that is not configured gets a warning in production only', async () => {
    const none = { settings: undefined, sender: undefined };
    expect(await checkMail({ mode: 'production', ...none })).toMatchObject([{ code: 'noMail' }]);
    expect(await checkMail({ mode: 'development', ...none })).toMatchObject([{ code: 'mailKept' }]);
  });
});

describe('the SMS gateway', () => {
  const check = (url: string) =>
    checkSms('production', { url, authorization: 'Bearer key-1', from: undefined, format: 'json' });

  test('that answers passes, and is not asked to send anything', async () => {
    const requests: unknown[] = [];
    const url = await serve((request, response) => {
      requests.push([request.method, request.headers.authorization]);
      response.writeHead(405).end();
    });
    expect(await check(url)).toMatchObject([{ code: 'smsFine', severity: 'ok' }]);
    expect(requests).toEqual([['HEAD', 'Bearer key-1']]);
  });

  test('that refuses the authorization gets a warning', async () => {
    const url = await serve((_request, response) => void response.writeHead(401).end());
    expect(await check(url)).toMatchObject([{ code: 'smsRefuses', values: { status: 401 } }]);
  });

  test('that is not there fails, without its address in full', async () => {
    const found = await check(`${await closedAddress()}/send?key=secret-1`);
    expect(found).toMatchObject([{ code: 'smsFails', values: { reason: 'ECONNREFUSED' } }]);
    expect(JSON.stringify(found)).not.toContain('secret-1');
  });

  test('that is not configured gets a warning in production only', async () => {
    expect(await checkSms('production', undefined)).toMatchObject([{ code: 'noSms' }]);
    expect(await checkSms('development', undefined)).toMatchObject([{ code: 'smsKept' }]);
  });
});

describe('the public address', () => {
  const keys = JSON.stringify({ keys: [{ kid: 'kid-1' }] });
  const base = {
    NODE_ENV: 'production',
    IYO_ENCRYPTION_KEYS: Buffer.alloc(32, 7).toString('base64'),
    IYO_EMBEDDED: 'allow',
  };

  async function check(variables: Readonly<Record<string, string>>, kids: string[] | undefined = ['kid-1']) {
    const config = readConfig({ ...base, ...variables });
    return checkProxy({ config, kids, now: () => new Date() });
  }

  test('that leads to the keys of this database passes', async () => {
    const requests: unknown[] = [];
    const url = await serve((request, response) => {
      requests.push(request.url);
      response.end(keys);
    });
    expect(await check({ IYO_PUBLIC_URL: url })).toMatchObject([{ code: 'proxyFine', severity: 'ok' }]);
    expect(requests).toEqual(['/v1/oauth/jwks']);
  });

  test('that leads to other keys, elsewhere or nowhere fails', async () => {
    const url = await serve((_request, response) => void response.end(keys));
    expect(await check({ IYO_PUBLIC_URL: url }, ['kid-2'])).toMatchObject([{ code: 'otherServer' }]);
    const moved = await serve((_request, response) => void response.writeHead(302).end());
    expect(await check({ IYO_PUBLIC_URL: moved })).toMatchObject([
      { code: 'publicUrlFails', values: { reason: 'status 302' } },
    ]);
    expect(await check({ IYO_PUBLIC_URL: await closedAddress() })).toMatchObject([
      { code: 'publicUrlFails', severity: 'fail', values: { reason: 'ECONNREFUSED' } },
    ]);
  });

  test('reports a different clock behind it', async () => {
    const url = await serve((_request, response) => {
      response.setHeader('Date', new Date(Date.now() - 60_000).toUTCString());
      response.end(keys);
    });
    const found = await check({ IYO_PUBLIC_URL: url });
    expect(found.map(({ check, code }) => [check, code])).toEqual([
      ['proxy', 'proxyFine'],
      ['clock', 'clockOffPublic'],
    ]);
    const now = new Date('2026-01-01T00:00:00Z');
    expect(compareWithDate(now.toUTCString(), now)).toBeUndefined();
    expect(compareWithDate(null, now)).toBeUndefined();
  });

  test('needs HTTPS and a trusted proxy', async () => {
    const codes = async (variables: Readonly<Record<string, string>>) =>
      (await check(variables)).filter(({ code }) => code !== 'publicUrlFails').map(({ code }) => code);
    const https = { IYO_PUBLIC_URL: 'https://nowhere.invalid' };
    expect(await codes({ IYO_PUBLIC_URL: 'http://nowhere.invalid' })).toEqual(['publicUrlClear']);
    expect(await codes(https)).toEqual(['noTrustedProxy']);
    expect(await codes({ ...https, IYO_TRUSTED_PROXIES: '127.0.0.1' })).toEqual([]);
    expect(await codes({ ...https, IYO_TRUSTED_PROXIES: '0.0.0.0/0' })).toEqual(['allTrusted']);
  });
});

describe('checks', () => {
  test('that hang or throw fail, and do not stop others', async () => {
    const found = await runChecks(
      [
        { name: 'mail', run: () => new Promise(() => {}) },
        { name: 'sms', run: () => Promise.reject(new TypeError('key=secret-1')) },
        { name: 'jobs', run: () => [] },
      ],
      20,
    );
    expect(found).toMatchObject([
      { check: 'mail', code: 'timedOut', severity: 'fail' },
      { check: 'sms', code: 'checkFailed', values: { reason: 'TypeError' } },
    ]);
  });

  test.each(['en', 'nl', 'ru'] as const)('say what to do unless all is well: %s', (language) => {
    const translate = translatorFor(language);
    const bad = { check: 'mail', code: 'mailFails', severity: 'fail', values: { server: 's', reason: 'r' } };
    const { text, advice } = findingText(translate, bad as Finding);
    expect(text).toContain('r');
    expect(advice).toMatch(/operations\.md/);
  });
});
