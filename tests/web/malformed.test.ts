import { createServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { respondToBrokenRequest } from '../../src/web/broken-request.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';

let app: TestApp;
let user: TestUser;
beforeAll(async () => {
  app = await openTestApp();
  user = await newUser(app);
});
afterAll(() => app.close());

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('a path that is not percent-encoded UTF-8', () => {
  const paths = [
    '/login/invitation/%ff',
    '/login/resetpassword/%c0%80',
    '/%',
    '/login/invitation/a%00b',
    '/nothing/%ff',
  ];

  // promise: malformed
  test.each(paths)('%s is a page with 400 for browsers, JSON for programs', async (path) => {
    const page = await sent(path, 'text/html');
    expect([page.status, page.type]).toEqual([400, 'text/html; charset=utf-8']);
    const json = await sent(path, 'application/json');
    expect([json.status, JSON.parse(json.text).error]).toEqual([400, 'bad_request']);
  });

  test('the API and the token service respond with JSON', async () => {
    for (const path of ['/api/users/%ff', '/api/users/a%00b/info', '/v1/oauth/%ff']) {
      const response = await sent(path, 'text/html');
      expect([response.status, JSON.parse(response.text).error]).toEqual([400, 'bad_request']);
    }
  });
});

describe('JSON that is nested too deeply', () => {
  const own = () => `/api/users/${user.username}`;
  const post = (path: string, body: string) =>
    request(app.web)
      .post(path)
      .set('Authorization', `token ${user.token}`)
      .set('Content-Type', 'application/json')
      .send(body);

  // promise: malformed
  test.each([101, 5_000, 30_000])('%i levels are refused before anything looks at them', async (levels) => {
    const response = await post(`${own()}/addresses`, `{"label":"deep","street":${nested(levels)}}`);
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    const page = await post('/login', `{"login":${nested(levels)}}`);
    expect(page.status).toBe(400);
    const stored = app.database.db.selectFrom('user_addresses').selectAll().execute();
    expect(await stored).toEqual([]);
  });

  test('brackets in strings are text, and an escaped quote ends no string', async () => {
    const value = `\\"${'['.repeat(500)}\\\\`;
    await post(`${own()}/registry`, `{"Key":"brackets","Value":"${value}"}`).expect(201);
    const row = await app.database.db.selectFrom('user_registry_entries').selectAll().executeTakeFirst();
    expect(row?.value).toBe(`"${'['.repeat(500)}\\`);
  });

  test('reading stays fast with unterminated quotes', async () => {
    await post(`${own()}/registry`, `{"Key":"${'\\"'.repeat(400_000)}`).expect(400);
  });
});

describe('what the parser of HTTP refuses', () => {
  const cases: readonly (readonly [string, string, number, string])[] = [
    [
      'headers beyond the limit',
      `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    [
      'a target beyond the limit',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      414,
      'uri_too_long',
    ],
    ['what is no HTTP', 'hello\r\n\r\n', 400, 'bad_request'],
  ];

  // promise: malformed
  test.each(cases)('%s gets JSON', async (_what, bytes, status, code) => {
    const response = await exchangeBytes(bytes);
    expect(response).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(response).toContain('Content-Type: application/json');
    expect(JSON.parse(response.slice(response.indexOf('\r\n\r\n')))).toEqual({ error: code });
  });
});

async function onServer<Value>(use: (port: number) => Promise<Value>): Promise<Value> {
  const server = createServer(app.listener);
  server.on('clientError', respondToBrokenRequest);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Sends the path unchanged, which HTTP clients do not. */
function sent(path: string, accept: string): Promise<{ status: number; type: string; text: string }> {
  return onServer(
    (port) =>
      new Promise((resolve, reject) => {
        const call = httpRequest(
          { port, host: '127.0.0.1', path, headers: { Accept: accept } },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => void chunks.push(chunk));
            response.on('end', () => {
              const type = response.headers['content-type'] ?? '';
              resolve({ status: response.statusCode ?? 0, type, text: Buffer.concat(chunks).toString() });
            });
          },
        );
        call.on('error', reject).end();
      }),
  );
}

function exchangeBytes(bytes: string): Promise<string> {
  return onServer(
    (port) =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
        let text = '';
        socket.on('data', (chunk) => {
          text += String(chunk);
        });
        socket.on('end', () => resolve(text)).on('error', reject);
      }),
  );
}
