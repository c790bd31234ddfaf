import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHttpSmsSender, type SmsGatewaySettings } from '../../src/sms/sender.ts';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const message = { to: '+32470000000', text: 'Your code 123456 & more' };
let gateway: Server;
let received: Received[];
/** The gateway's response; with status 0 it does not respond. */
let reply: { status: number; body?: string; headers?: Record<string, string> };

beforeEach(async () => {
  received = [];
  reply = { status: 201, body: '{"sid":"SM1"}' };
  gateway = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ method: request.method, url: request.url, headers: request.headers, body });
      if (reply.status) response.writeHead(reply.status, reply.headers).end(reply.body);
    });
  });
  await once(gateway.listen(0, '127.0.0.1'), 'listening');
});

afterEach(async () => {
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
});

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const sender = (settings: Partial<SmsGatewaySettings> = {}) =>
  createHttpSmsSender({ url: `${addressOf(gateway)}/messages`, format: 'json', timeout: 1000, ...settings });

describe('messages through an HTTP gateway', () => {
  test('JSON: one POST with number, text and sender', async () => {
    await sender({ from: 'Itsyou', authorization: 'Bearer key' }).send(message);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'POST', url: '/messages' });
    expect(received[0]?.headers).toMatchObject({
      authorization: 'Bearer key',
      'content-type': 'application/json',
    });
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ ...message, from: 'Itsyou' });
  });

  test('form: the fields of Twilio, unescaped text, Basic credentials', async () => {
    await sender({ format: 'form', from: '+32470000001', authorization: 'Basic QUM6eA==' }).send(message);
    expect(received[0]?.headers).toMatchObject({
      authorization: 'Basic QUM6eA==',
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toEqual({
      To: message.to,
      Body: message.text,
      From: '+32470000001',
    });
  });

  test('field names, further fields and the header of the key can be chosen', async () => {
    await sender({
      authorization: 'key',
      authorizationHeader: 'X-Api-Key',
      fields: { to: 'recipient', text: 'content', from: 'originator' },
      extra: { channel: 'sms', content: 'never this' },
    }).send(message);
    expect(received[0]?.headers).toMatchObject({ 'x-api-key': 'key' });
    expect(received[0]?.headers.authorization).toBeUndefined();
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      recipient: message.to,
      content: message.text,
      channel: 'sms',
    });
  });

  test.each([400, 401, 429, 500, 503])(
    'status %i of the gateway becomes 503 with that status in the log',
    async (status) => {
      reply = { status, body: '{"code":21211,"message":"bad"}' };
      await expect(sender().send(message)).rejects.toMatchObject({
        status: 503,
        code: 'sms_unavailable',
        detail: `sms: status ${status}, code 21211`,
      });
    },
  );

  test('a response that quotes the message leaves no trace of it in the error', async () => {
    for (const body of [
      `{"code":"123456","echo":"${message.text}"}`,
      message.text,
      `{"error":"${message.text}"}`,
    ]) {
      reply = { status: 400, body };
      const error: unknown = await sender()
        .send(message)
        .catch((thrown) => thrown);
      expect(error).toMatchObject({ status: 503, detail: 'sms: status 400', cause: undefined });
    }
  });

  test('a redirect is not followed: the message is sent to the configured address only', async () => {
    const elsewhere = createServer((_request, response) => response.end());
    let visits = 0;
    elsewhere.on('request', () => {
      visits += 1;
    });
    await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
    const outcomes = [];
    for (const status of [301, 303, 307]) {
      reply = { status, headers: { Location: addressOf(elsewhere) } };
      outcomes.push(
        await sender()
          .send(message)
          .catch((thrown) => thrown.status),
      );
    }
    elsewhere.closeAllConnections();
    elsewhere.close();
    expect(outcomes).toEqual([503, 503, 503]);
    expect(visits).toBe(0);
  });

  test('a silent gateway costs the timeout and no more', async () => {
    reply = { status: 0 };
    const started = performance.now();
    await expect(sender({ timeout: 200 }).send(message)).rejects.toMatchObject({
      status: 503,
      detail: 'sms: TimeoutError',
    });
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('no gateway at all: 503 that says why, without the address', async () => {
    const keyed = sender({ url: `${addressOf(gateway)}/?key=sesame` });
    await new Promise((resolve) => gateway.close(resolve));
    const error: unknown = await keyed.send(message).catch((thrown) => thrown);
    expect(error).toMatchObject({ status: 503, detail: 'sms: TypeError ECONNREFUSED', cause: undefined });
  });

  test('messages beyond the queue are refused at once', async () => {
    reply = { status: 0 };
    const narrow = sender({ timeout: 300, maxConnections: 1, maxQueue: 1 });
    const waiting = [narrow.send(message), narrow.send(message)].map((sent) => sent.catch(() => 'late'));
    const refused = narrow.send(message).catch((thrown) => thrown.status);
    expect(await Promise.race([...waiting, refused])).toBe(503);
    expect(await Promise.all(waiting)).toEqual(['late', 'late']);
  });
});
