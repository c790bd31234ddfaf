import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLog } from '../../src/base/log.ts';
import type { Endpoint, EndpointTable } from '../../src/web/endpoints.ts';
import { createFront } from '../../src/web/front.ts';
import { closeWeb, createWeb, proxiesOf } from '../../src/web/web.ts';
import { type Listening, listen } from '../support/listening.ts';

const log = createLog({ level: 'silent', format: 'json' });
const answersItsParameter: Endpoint = {
  handlers: { GET: ({ parameter }) => ({ status: 200, body: { parameter } }) },
};
const endpoints: EndpointTable = {
  '/things': {
    handlers: {
      GET: ({ request }) => ({ status: 200, body: { query: request.url?.split('?')[1] ?? '' } }),
      POST: () => ({ status: 201, body: { made: true } }),
    },
  },
  '/things/:thing': answersItsParameter,
  '/shared': { handlers: { POST: () => ({ status: 204 }) }, isCrossOrigin: true },
};

let server: Listening;
beforeAll(async () => {
  const pages = createWeb();
  const proxies = proxiesOf(pages, []);
  closeWeb(pages, log);
  server = await listen('127.0.0.1');
  server.serve(createFront({ log, publicUrl: 'http://iyo.test', proxies, endpoints, apis: {}, pages }));
});
afterAll(() => server.close());

type ReceivedResponse = Pick<IncomingMessage, 'headers'> & { readonly status: number; readonly body: string };

/** Sends the path unchanged; `fetch` would normalize it. */
async function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<ReceivedResponse> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(server.url, { method, path, headers }, resolve).on('error', reject).end();
  });
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

describe('a path of the table', () => {
  test.each(['/things', '/things/', '//things', '/things//', 'http://other.test/things'])(
    '%s is found',
    async (path) => {
      const { status, body } = await send('POST', path);
      expect([status, JSON.parse(body)]).toEqual([201, { made: true }]);
    },
  );

  test.each([
    ['/things/a%20b', 'a b'],
    ['/things/a%2Fb/', 'a/b'],
    ['//things//%C3%A9', 'é'],
  ])('the open segment of %s is %j', async (path, parameter) => {
    const { status, body } = await send('GET', path);
    expect([status, JSON.parse(body)]).toEqual([200, { parameter }]);
  });

  test('a long query is passed unchanged', async () => {
    const query = `a=${'x'.repeat(7_000)}&b=%2F//`;
    const { status, body } = await send('GET', `/things?${query}`);
    expect([status, JSON.parse(body)]).toEqual([200, { query }]);
  });

  test.each(['/things/%', '/things/%ff', '/things/a%00b', '/things/%c0%80'])(
    '%s is refused',
    async (path) => {
      const { status, body } = await send('GET', path);
      expect([status, JSON.parse(body).error]).toEqual([400, 'bad_request']);
    },
  );
});

test.each(['/', '/thing', '/Things', '/things/a/b', '/shared/a', '/%2Fthings'])(
  'no endpoint answers %s',
  async (path) => {
    const { status, body } = await send('GET', path);
    expect([status, JSON.parse(body)]).toEqual([404, { error: 'not_found' }]);
  },
);

describe('methods', () => {
  test('HEAD has the headers of GET and no body', async () => {
    const [head, get] = [await send('HEAD', '/things'), await send('GET', '/things')];
    expect([head.status, head.body, head.headers['content-length']]).toEqual([
      200,
      '',
      get.headers['content-length'],
    ]);
  });

  test.each([
    ['DELETE', '/things', 'GET, POST, HEAD, OPTIONS'],
    ['PATCH', '/things/a', 'GET, HEAD, OPTIONS'],
    ['HEAD', '/shared', 'POST, OPTIONS'],
  ])('%s %s is refused with the allowed methods', async (method, path, allow) => {
    const { status, headers } = await send(method, path);
    expect([status, headers.allow]).toEqual([405, allow]);
  });

  test('OPTIONS names the allowed methods, and allows no other origin', async () => {
    const { status, headers, body } = await send('OPTIONS', '/things', { Origin: 'https://other.test' });
    expect([status, headers.allow, body]).toEqual([204, 'GET, POST, HEAD, OPTIONS', '']);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('OPTIONS of an endpoint for every origin answers the browser', async () => {
    const requestHeaders = {
      Origin: 'https://other.test',
      'Access-Control-Request-Headers': 'authorization',
    };
    const { status, headers } = await send('OPTIONS', '/shared', requestHeaders);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization',
    });
  });
});
