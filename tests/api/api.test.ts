import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';

let app: TestApp;
let bob: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob', email: 'bob@example.com' });
});
afterAll(() => app.close());

const authorized = (method: 'get' | 'post' | 'put' | 'delete' | 'head', path: string) =>
  request(app.web)[method](`/api/users/bob${path}`).set('Authorization', `token ${bob.token}`);

/** Sends bytes unchanged, which HTTP clients do not. */
async function raw(head: string, body = ''): Promise<{ status: number; text: string }> {
  const server = createServer(app.listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const [method = '', path = ''] = head.split(' ');
  try {
    return await new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const sent = httpRequest(
        { port, host: '127.0.0.1', method, path, headers: { Authorization: `token ${bob.token}` } },
        (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += String(chunk);
          });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  } finally {
    server.close();
  }
}

describe('errors of the API', () => {
  test('an unknown path', async () => {
    const { status, headers, body } = await request(app.web).get('/api/nothing/here');
    expect([status, body]).toEqual([404, { error: 'not_found' }]);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
  });

  test('a path outside of the API', async () => {
    const { status, body } = await request(app.web).get('/nothing');
    expect([status, body]).toEqual([404, { error: 'not_found' }]);
  });

  test('a wrong method gets 405 with the allowed methods', async () => {
    const { status, headers, body } = await request(app.web).delete('/api/users/bob');
    expect([status, headers.allow, body.error]).toEqual([405, 'GET, HEAD, OPTIONS', 'method_not_allowed']);
  });

  test.each([
    ['no body', undefined, 'body: is required'],
    ['no JSON', '{"label":', 'The body is not valid JSON in UTF-8.'],
    ['a list', '[]', 'body: must be object'],
    ['text', '"abc"', 'body: must be object'],
    ['a missing member', '{}', 'body.label: is required'],
    ['null for a required member', '{"label":null}', 'body.label: must be string'],
    ['a member of the wrong type', '{"label":5}', 'body.label: must be string'],
    ['a member that breaks its pattern', '{"label":"a:b"}', /^body\.label: must match pattern/],
    ['a member that is too short', '{"label":"a"}', /^body\.label: must NOT have fewer than 2 characters/],
    ['a NUL character', '{"label":"a\\u0000b"}', /well-formed Unicode/],
    ['a lone surrogate', '{"label":"a\\ud800b"}', /well-formed Unicode/],
  ])('%s is refused and the field is named', async (_name, text, description) => {
    const { status, body } = await authorized('post', '/apikeys').type('json').send(text);
    expect([status, body.error]).toEqual([400, 'bad_request']);
    expect(body.error_description).toEqual(
      description instanceof RegExp ? expect.stringMatching(description) : description,
    );
    expect((await authorized('get', '/apikeys')).body).toHaveLength(1);
  });

  test('invalid UTF-8 is refused', async () => {
    const { status, body } = await authorized('post', '/apikeys')
      .type('json')
      .send(Buffer.from([0x22, 0xff, 0x22]));
    expect([status, body.error]).toEqual([400, 'bad_request']);
  });

  test('a body above 1 MiB is refused', async () => {
    const { status, body } = await authorized('post', '/apikeys').send({ label: 'x'.repeat(1024 * 1024) });
    expect([status, body.error]).toEqual([413, 'file_too_large']);
  });

  test('a form is refused, so that no other site can post one', async () => {
    const { status, body } = await authorized('post', '/apikeys').type('form').send({ label: 'form' });
    expect([status, body.error]).toEqual([400, 'bad_request']);
  });

  test('ten thousand nested lists are refused, also in a member that nothing reads', async () => {
    const text = `{"label":"ok","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    expect((await authorized('post', '/apikeys').type('json').send(text)).status).toBe(400);
    expect((await authorized('get', '/apikeys/ok')).status).toBe(404);
  });

  test.each(['maybe', 'TRUE'])('the flag %s is neither true nor false', async (value) => {
    const { status, body } = await authorized('get', `/emailaddresses?validated=${value}`);
    expect([status, body.error_description]).toEqual([400, 'query.validated: must be boolean']);
  });

  test('a parameter given twice is refused', async () => {
    const { status } = await authorized('get', '/emailaddresses?validated=1&validated=1');
    expect(status).toBe(400);
  });

  test.each(['/api/users/%zz', '/api/users/%00', '/api/users/%ff'])('%s is not a path', async (path) => {
    expect((await raw(`GET ${path}`)).status).toBe(400);
  });
});

describe('requests of old clients', () => {
  test('undeclared parameters are ignored', async () => {
    expect((await authorized('get', '/emailaddresses?unknown=1&unknown=2')).status).toBe(200);
  });

  test('a content type without a body is accepted', async () => {
    expect((await authorized('get', '/apikeys').set('Content-Type', 'application/json')).status).toBe(200);
    expect(
      (await authorized('delete', '/apikeys/absent').set('Content-Type', 'application/json')).status,
    ).toBe(204);
  });

  test('a body without a content type is read', async () => {
    const { status } = await raw('POST /api/users/bob/apikeys', '{"label":"untyped"}');
    expect(status).toBe(201);
    expect((await authorized('delete', '/apikeys/untyped')).status).toBe(204);
  });

  test('members are matched in any letter case, and unknown ones are dropped', async () => {
    const { status, body } = await authorized('post', '/apikeys').send({
      LABEL: 'cased',
      apikey: 'mine',
      scopes: ['all'],
    });
    expect([status, body.label, body.scopes]).toEqual([201, 'cased', ['user:admin']]);
    expect(body.apikey).not.toBe('mine');
    expect((await authorized('delete', '/apikeys/cased')).status).toBe(204);
  });

  test.each(['/api//users/bob', '//api/users/bob', '/api/users/bob/', '/api/users//bob//'])(
    '%s is the same resource',
    async (path) => {
      const { status } = await raw(`GET ${path}`);
      expect(status).toBe(200);
    },
  );

  test('the token may be in the query', async () => {
    const { status, headers } = await request(app.web).get(`/api/users/bob?access_token=${bob.token}`);
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(app.logLines.join('')).not.toContain(bob.token);
  });
});

describe('HEAD and OPTIONS', () => {
  test('HEAD has the headers of GET and no body', async () => {
    const got = await authorized('get', '');
    const { status, headers, text } = await authorized('head', '');
    expect([status, headers['content-length'], text]).toEqual([
      200,
      got.headers['content-length'],
      undefined,
    ]);
  });

  test('OPTIONS names the methods without a credential', async () => {
    const { status, headers } = await request(app.web).options('/api/users/bob/apikeys');
    expect([status, headers.allow]).toEqual([204, 'POST, GET, HEAD, OPTIONS']);
  });

  test('OPTIONS of an unknown path is not found', async () => {
    expect((await request(app.web).options('/api/nothing')).status).toBe(404);
  });
});
