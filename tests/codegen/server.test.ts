import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { createRoutes } from '../../codegen/emit/route-runtime.ts';
import type { GetNotesRequest } from './cases/open-server/operations.ts';
import { createHandler, Refusal } from './cases/open-server/server.ts';
import type { Services } from './cases/open-server/services.ts';

const seen: { request: unknown; context: unknown }[] = [];

/** Records the call. */
function notice(request: unknown, context: unknown): void {
  seen.push({ request, context });
}

/** Bodies whose values contradict their types. */
const big = { text: 12345678901234567890n as never, more: '1' };
const circle = { text: {} as never };
Object.assign(circle.text, { circle });

const services: Services<string> = {
  notes: {
    getNotes: async (request: GetNotesRequest, context) => {
      notice(request, context);
      return { status: 200, body: [{ text: 'a' }] };
    },
    postNotes: async (request, context) => {
      notice(request, context);
      if (request.contentType === 'text/plain') {
        if (request.body === 'break') throw new Error('broken');
        if (request.body === 'count') return { status: 201, headers: { Location: '/1' }, body: big };
        if (request.body === 'circle') return { status: 201, headers: { Location: '/1' }, body: circle };
        return { status: 202, contentType: 'text/csv', body: `a,${request.body}` };
      }
      return { status: 201, headers: { Location: '/1' }, body: request.body };
    },
    getNotesByIdByFormat: async () => ({
      status: 200,
      contentType: 'image/png',
      body: Uint8Array.from([1, 255]),
    }),
    getNotesLatestTxt: async () => ({ status: 200, contentType: 'text/plain', body: 'last' }),
    deleteNotesByIdByFormat: async () => ({ status: 204 }),
    putNotesByIdByFormat: async ({ body, path }) => ({
      status: 200,
      body: `${path.id} ${path.format} ${body.file.filename} ${body.file.bytes.length} ${body.label}`,
    }),
  },
};

const failures: unknown[] = [];
const handler = createHandler(services, {
  context: () => 'ctx',
  authorize: ({ request }) => request.headers.authorization === 'Basic me',
  failed: (error) => void failures.push(error),
});

const app = express();
app.use(handler);
app.use((_request, response) => void response.status(404).send('from express'));

const servers: Server[] = [createServer(handler), createServer(app)];
const urls: string[] = [];

beforeAll(async () => {
  for (const server of servers) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api`);
  }
});

afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const json = { 'content-type': 'application/json' };

describe.each([
  ['node:http', 0],
  ['Express', 1],
])('the emitted server under %s', (_name, number) => {
  const send = (path: string, init?: RequestInit): Promise<Response> => fetch(`${urls[number]}${path}`, init);
  const mismatches = async (path: string, init?: RequestInit): Promise<unknown> => {
    const before = seen.length;
    const response = await send(path, init);
    expect(response.status).toBe(400);
    expect(seen.length).toBe(before);
    const body: { misfits: { path: string }[] } = JSON.parse(await response.text());
    return body.misfits.map(({ path: field }) => field);
  };

  const post = (body: string) =>
    send('/notes', { method: 'POST', headers: { 'content-type': 'text/plain' }, body });

  test('hands typed parameters to the service', async () => {
    const response = await send('/notes?ids=1&ids=2&kind=long&open=false', { headers: { 'X-Trace': 't1' } });
    expect([response.status, await response.json()]).toEqual([200, [{ text: 'a' }]]);
    expect(seen.at(-1)).toEqual({
      request: {
        path: {},
        query: { ids: [1, 2], kind: 'long', open: false },
        headers: { 'x-trace': 't1' },
        body: undefined,
      },
      context: 'ctx',
    });
  });

  test.each([
    ['/notes?ids=x', 'query.ids[0]'],
    ['/notes?ids=1&ids=2&ids=3', 'query.ids'],
    ['/notes?kind=middle', 'query.kind'],
    ['/notes?open=yes', 'query.open'],
    ['/notes/one.txt', 'path.id'],
  ])('refuses %s and names the field', async (path, field) => {
    expect(await mismatches(path)).toEqual([field]);
  });

  test('refuses a header that does not fit', async () => {
    expect(await mismatches('/notes', { headers: { 'X-Trace': 'x' } })).toEqual(['header.X-Trace']);
  });

  test.each([
    [{}, ['body.text']],
    [{ text: '' }, ['body.text']],
    [{ text: 'abcdef' }, ['body.text']],
    [{ text: 'a', more: 1 }, ['body.more']],
    [{ text: 'a', at: 'yesterday' }, ['body.at']],
    [{ text: 'a', tags: ['x', 'x'] }, ['body.tags']],
    [[], ['body']],
  ])('refuses the body %j', async (body, fields) => {
    expect(await mismatches('/notes', { method: 'POST', headers: json, body: JSON.stringify(body) })).toEqual(
      fields,
    );
  });

  test('refuses broken JSON, no body and other media types', async () => {
    expect(await mismatches('/notes', { method: 'POST', headers: json, body: '{' })).toEqual(['body']);
    expect(await mismatches('/notes', { method: 'POST' })).toEqual(['body']);
    const xml = { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' };
    expect((await send('/notes', xml)).status).toBe(415);
  });

  test('reads and writes several media types', async () => {
    const created = await send('/notes', { method: 'POST', headers: json, body: '{"text":"hé"}' });
    expect([created.status, created.headers.get('location'), await created.json()]).toEqual([
      201,
      '/1',
      { text: 'hé' },
    ]);
    const text = await send('/notes', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'b',
    });
    expect([text.status, text.headers.get('content-type'), await text.text()]).toEqual([
      202,
      'text/csv',
      'a,b',
    ]);
    const bytes = await send('/notes/1.png');
    expect([bytes.headers.get('content-type'), [...new Uint8Array(await bytes.arrayBuffer())]]).toEqual([
      'image/png',
      [1, 255],
    ]);
  });

  test('prefers text in a path to parameters', async () => {
    const response = await send('/notes/latest.txt');
    expect([response.headers.get('content-type'), await response.text()]).toEqual(['text/plain', 'last']);
  });

  test('writes all digits of a bigint', async () => {
    const response = await post('count');
    expect(await response.text()).toBe('{"text":12345678901234567890,"more":"1"}');
  });

  test('answers 500 if a body cannot be written', async () => {
    const response = await post('circle');
    expect([response.status, await response.json()]).toEqual([500, { error: 'Internal error', misfits: [] }]);
    expect(failures.pop()).toEqual(expect.any(TypeError));
  });

  test('reads forms with files', async () => {
    const body = new FormData();
    body.append('file', new Blob(['abc'], { type: 'text/plain' }), 'a.txt');
    body.append('label', 'x');
    const response = await send('/notes/7.txt', { method: 'PUT', body });
    expect(await response.json()).toBe('7 txt a.txt 3 x');
    const empty = new FormData();
    empty.append('label', 'x');
    expect(await mismatches('/notes/7.txt', { method: 'PUT', body: empty })).toEqual(['body.file']);
  });

  test('requires permission for operations that are not public', async () => {
    const refused = await send('/notes/1.txt', { method: 'DELETE' });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([401, 'application/json']);
    const allowed = await send('/notes/1.txt', { method: 'DELETE', headers: { authorization: 'Basic me' } });
    expect(allowed.status).toBe(204);
  });

  test('answers HEAD like GET, without a body', async () => {
    const response = await send('/notes', { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      200,
      '14',
      '',
    ]);
  });

  test('reveals nothing of an error of a service', async () => {
    const response = await send('/notes', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'break',
    });
    expect([response.status, await response.json()]).toEqual([500, { error: 'Internal error', misfits: [] }]);
    expect(failures.at(-1)).toEqual(new Error('broken'));
  });
});

test.each(['//', '/api/notes/1.%E0', '/api/notes/%.txt?%'])('survives the address %s', async (path) => {
  const { hostname, port } = new URL(urls[0] ?? '');
  const status = await new Promise((resolve) => {
    get({ hostname, port, path }, (response) => resolve(response.resume().statusCode));
  });
  expect(status).toBe(path === '//' ? 404 : 400);
});

test('an unknown path is 404 by itself, and left to others under Express', async () => {
  const alone = await fetch(`${urls[0]}/nothing`);
  expect([alone.status, await alone.json()]).toEqual([404, { error: 'Not found', misfits: [] }]);
  expect((await fetch(`${urls[0]}/notes`, { method: 'PATCH' })).status).toBe(405);
  expect(await (await fetch(`${urls[1]}/nothing`)).text()).toBe('from express');
});

test('without a rule of who may call, what is not public stays closed', async () => {
  const closed = createServer(createHandler(services, { context: () => '' }));
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/api/notes/1.txt`, {
    method: 'DELETE',
    headers: { authorization: 'Basic me' },
  });
  closed.closeAllConnections();
  closed.close();
  expect(response.status).toBe(401);
});

describe('a server whose steps are replaced', () => {
  const steps: string[] = [];
  const replaced = createServer(
    createHandler(services, {
      context: () => 'own',
      authorize: (_call, context) => context === 'own',
      readBody: async ({ request }) => ({ text: String(request.headers['x-text']) }),
      check: (call, _parts, body) => {
        steps.push(`check ${call.operation} ${JSON.stringify(body?.value)}`);
        return call.request.headers['x-text'] === 'odd' ? [{ path: 'body.text', message: 'is odd' }] : [];
      },
      step: (name, run) => {
        steps.push(name);
        return run();
      },
      refuse: (error, _response, call) => ({
        status: 400,
        body: [
          String(call?.operation),
          error instanceof Refusal ? [error.status, error.mismatches] : 'broken',
        ],
      }),
      write: ({ status, body }, response) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ own: body }));
      },
    }),
  );
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => replaced.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(replaced.address() as AddressInfo).port}/api`;
  });
  afterAll(() => {
    replaced.closeAllConnections();
    replaced.close();
  });

  const post = (text: string) => fetch(`${url}/notes`, { method: 'POST', headers: { 'x-text': text } });

  test('reads, checks and writes with the replaced steps', async () => {
    const response = await post('even');
    expect([response.status, await response.json()]).toEqual([201, { own: { text: 'even' } }]);
    expect(steps).toEqual(['validate', 'check postNotes {"text":"even"}', 'postNotes']);
  });

  test('sends refusals in its own form', async () => {
    const mismatch = [400, [{ path: 'body.text', message: 'is odd' }]];
    expect(await (await post('odd')).json()).toEqual({ own: ['postNotes', mismatch] });
    const unknown = await fetch(`${url}/nothing`);
    expect(await unknown.json()).toEqual({ own: ['undefined', [404, []]] });
  });
});

test('a path says which methods it has', async () => {
  const wrong = await fetch(`${urls[0]}/notes`, { method: 'PATCH' });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST, HEAD, OPTIONS']);
  const response = await fetch(`${urls[0]}/notes`, { method: 'OPTIONS' });
  expect([response.status, response.headers.get('allow')]).toEqual([204, 'GET, POST, HEAD, OPTIONS']);
});

test('a parameter that is no list may be given once', async () => {
  const response = await fetch(`${urls[0]}/notes?kind=long&kind=short`);
  expect([response.status, await response.json()]).toEqual([
    400,
    {
      error: 'The request does not fit the contract',
      misfits: [{ path: 'query.kind', message: 'may be given once' }],
    },
  ]);
});

test('a path in any language matches what clients send', () => {
  const route = { method: 'get', path: '/straße/{größe}.übersicht' };
  const routes = createRoutes([route], (served) => served);
  const { pathname } = new URL('http://localhost/straße/xl.übersicht');
  expect(routes.find('GET', pathname)).toEqual({ served: route, values: [['größe', 'xl']] });
  expect(routes.find('GET', '/strasse/xl.%C3%BCbersicht')).toBeUndefined();
});
