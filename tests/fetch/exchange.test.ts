import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exchange, fetchPublic, UnusableReply } from '../../src/fetch/exchange.ts';

const limits = { timeout: 2_000, maxBytes: 1_000 };

let serve: RequestListener;
let url: string;
const server = http.createServer((request, response) => serve(request, response));
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UnusableReply);
  return (error as UnusableReply).reason;
}

describe('another server', () => {
  test('receives the request, and its response is read whatever the status', async () => {
    serve = (request, response) => {
      request.setEncoding('utf8').on('data', (text) => {
        response.writeHead(418).end(`${request.method} ${request.headers['content-length']} ${text}`);
      });
    };
    const { status, body } = await exchange(new URL(url), { method: 'POST', body: 'é=1', ...limits });
    expect([status, body.toString()]).toEqual([418, 'POST 4 é=1']);
  });

  test('that sends too much is cut off, with or without a content length', async () => {
    serve = (_request, response) => void response.end('x'.repeat(1_001));
    expect(await reasonOf(exchange(new URL(url), limits))).toBe('TOO_LARGE');
    serve = (_request, response) => {
      const more = setInterval(() => response.write('x'.repeat(100)), 1);
      response.on('close', () => clearInterval(more));
    };
    expect(await reasonOf(exchange(new URL(url), limits))).toBe('TOO_LARGE');
  });

  test('that is silent or too slow is not waited for', async () => {
    const short = { ...limits, timeout: 50 };
    serve = () => undefined;
    expect(await reasonOf(exchange(new URL(url), short))).toBe('TIMEOUT');
    serve = (_request, response) => {
      const more = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(more));
    };
    expect(await reasonOf(exchange(new URL(url), short))).toBe('TIMEOUT');
  });

  test('that is unreachable gives no usable reply', async () => {
    expect(await reasonOf(exchange(new URL('http://127.0.0.1:1'), limits))).toBe('ECONNREFUSED');
  });

  test('that redirects is not followed', async () => {
    serve = (_request, response) => void response.writeHead(302, { Location: '/other' }).end();
    expect((await exchange(new URL(url), limits)).status).toBe(302);
    expect(await reasonOf(fetchPublic(url, url, limits))).toBe('status 302');
  });
});

describe('an address of someone else', () => {
  test('at an origin of the settings is read', async () => {
    serve = (_request, response) => void response.end('here');
    expect((await fetchPublic(`${url}/x`, url, limits)).toString()).toBe('here');
  });

  test.each([
    'here',
    'http://example.com/',
    'https://example.com:8443/',
    'https://me@example.com/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://localhost/',
    'ftp://example.com/',
  ])('%s is refused', async (address) => {
    let requests = 0;
    serve = () => {
      requests += 1;
    };
    expect(await reasonOf(fetchPublic(address, url, limits))).toBe('ADDRESS_REFUSED');
    expect(requests).toBe(0);
  });
});
