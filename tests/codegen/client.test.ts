import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createClient, UndeclaredStatus } from './cases/client/client.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface FakeResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

let server: Server;
let baseUrl: string;
let seen: Seen | undefined;
let nextResponse: FakeResponse;

const json = (body: unknown): FakeResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    seen = { method, url, headers, body: await readBody(request) };
    response.writeHead(nextResponse.status, nextResponse.headers).end(nextResponse.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  seen = undefined;
  nextResponse = { status: 204 };
});

describe('what is sent', () => {
  test('an operation without required parts is called without arguments', async () => {
    nextResponse = json([]);
    await createClient({ baseUrl }).listNotes();
    expect(seen).toMatchObject({ method: 'GET', url: '/api/notes', body: '' });
    expect(seen?.headers).not.toHaveProperty('authorization');
    expect(seen?.headers).not.toHaveProperty('content-type');
  });

  test('path parameters are percent-encoded, so that none of them becomes two segments', async () => {
    await createClient({ baseUrl }).putNote({ path: { label: 'a/b ?ü' }, body: { text: '' } });
    expect(seen?.url).toBe('/api/notes/a%2Fb%20%3F%C3%BC');
  });

  test('query parameters are encoded, and absent ones left out', async () => {
    nextResponse = json([]);
    await createClient({ baseUrl }).listNotes({ query: { limit: 3, archived: false, words: 'a&b=c' } });
    expect(seen?.url).toBe('/api/notes?limit=3&archived=false&words=a%26b%3Dc');
  });

  test('a JSON body is sent as JSON, headers as they are', async () => {
    await createClient({ baseUrl }).putNote({
      path: { label: 'x' },
      headers: { 'if-match': '"1"' },
      body: { text: 'hé' },
    });
    expect(seen).toMatchObject({
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'if-match': '"1"' },
    });
    expect(JSON.parse(Buffer.from(seen?.body ?? '', 'latin1').toString())).toEqual({ text: 'hé' });
  });

  test('a scalar body is sent as JSON', async () => {
    nextResponse = json(5);
    await createClient({ baseUrl }).countNote({ path: { label: 'x' }, body: 4 });
    expect(seen?.body).toBe('4');
  });

  test('an optional body may be left out', async () => {
    await createClient({ baseUrl }).touchNote({ path: { label: 'x' }, query: { force: true } });
    expect(seen).toMatchObject({ method: 'POST', url: '/api/notes/x?force=true', body: '' });
    expect(seen?.headers).not.toHaveProperty('content-type');
  });

  test('a form carries files and texts', async () => {
    nextResponse = { ...json({ text: 'x' }), status: 201 };
    const file = { filename: 'p.png', mediaType: 'image/png', bytes: Uint8Array.from([1, 2, 250]) };
    await createClient({ baseUrl }).addPicture({
      path: { label: 'x' },
      body: { file, caption: 'me', tags: ['a', 'b'] },
    });
    expect(seen?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen?.body).toContain(
      'name="file"; filename="p.png"\r\nContent-Type: image/png\r\n\r\n\x01\x02\xfa\r\n',
    );
    expect(seen?.body).toContain('name="caption"\r\n\r\nme\r\n');
    expect(seen?.body.match(/name="tags"\r\n\r\n[ab]\r\n/g)).toHaveLength(2);
  });

  test('the token is a text or is asked for before each request', async () => {
    nextResponse = json([]);
    await createClient({ baseUrl, token: 'abc' }).listNotes();
    expect(seen?.headers.authorization).toBe('Bearer abc');
    const tokens = ['one', undefined];
    const client = createClient({ baseUrl, token: async () => tokens.shift() });
    await client.listNotes();
    expect(seen?.headers.authorization).toBe('Bearer one');
    await client.listNotes();
    expect(seen?.headers).not.toHaveProperty('authorization');
  });

  test('another fetch can be supplied', async () => {
    const urls: string[] = [];
    const fake: typeof fetch = async (input) => {
      urls.push(String(input));
      return new Response(null, { status: 204 });
    };
    const client = createClient({ baseUrl: 'https://example.org/api', fetch: fake });
    await expect(client.putNote({ path: { label: 'x' }, body: { text: '' } })).resolves.toEqual({
      status: 204,
    });
    expect(urls).toEqual(['https://example.org/api/notes/x']);
  });
});

describe('what comes back', () => {
  test('a JSON body with its status', async () => {
    nextResponse = json([{ text: 'a' }]);
    await expect(createClient({ baseUrl }).listNotes()).resolves.toEqual({
      status: 200,
      body: [{ text: 'a' }],
    });
  });

  test('declared headers, numbers as numbers, absent ones left out', async () => {
    nextResponse = {
      status: 200,
      headers: { 'content-type': 'application/json', age: '7', etag: '"1"' },
      body: '{"text":""}',
    };
    const result = await createClient({ baseUrl }).putNote({ path: { label: 'x' }, body: { text: '' } });
    expect(result).toEqual({ status: 200, headers: { Age: 7, ETag: '"1"' }, body: { text: '' } });
  });

  test('the statuses are distinguished by type', async () => {
    nextResponse = {
      status: 409,
      headers: { 'content-type': 'application/json' },
      body: '{"error":"taken"}',
    };
    const result = await createClient({ baseUrl }).putNote({ path: { label: 'x' }, body: { text: '' } });
    expect(result.status === 409 ? result.body.error : undefined).toBe('taken');
  });

  test('a file as bytes with its type', async () => {
    nextResponse = { status: 200, headers: { 'content-type': 'image/png' }, body: Buffer.from([0, 255]) };
    const result = await createClient({ baseUrl }).getPicture({ path: { label: 'x' } });
    expect(result).toEqual({ status: 200, contentType: 'image/png', body: Uint8Array.from([0, 255]) });
  });

  test('an undeclared status is thrown', async () => {
    nextResponse = { status: 503, body: 'come back later' };
    const failure = await createClient({ baseUrl })
      .listNotes()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UndeclaredStatus);
    expect(failure).toMatchObject({ operation: 'listNotes', status: 503, body: 'come back later' });
  });
});
