import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from './cases/open-bodies/client.ts';

let server: Server;
let baseUrl: string;
let seen: { type: string | undefined; body: string };
let nextResponse: { status: number; type: string; body: string };

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    seen = { type: request.headers['content-type'], body: await readBody(request) };
    response.writeHead(nextResponse.status, { 'content-type': nextResponse.type }).end(nextResponse.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('a client of several media types', () => {
  const note = { text: 'a&b' };
  test.each([
    [{ contentType: 'application/json', body: note } as const, '{"text":"a&b"}'],
    [{ contentType: 'application/x-www-form-urlencoded', body: note } as const, 'text=a%26b'],
    [{ contentType: 'text/csv', body: 'a,b' } as const, 'a,b'],
    [{ contentType: 'image/png', body: Uint8Array.from([1, 255]) } as const, '\u0001\u00ff'],
  ])('sends %j', async (request, body) => {
    nextResponse = { status: 200, type: 'text/plain', body: 'x' };
    await createClient({ baseUrl }).postNotes(request);
    expect(seen).toEqual({ type: request.contentType, body });
  });

  test.each([
    [200, 'application/json', '{"text":"x"}', { contentType: 'application/json', body: { text: 'x' } }],
    [
      200,
      'application/hal+json; charset=utf-8',
      '{"links":[]}',
      { contentType: 'application/hal+json', body: { links: [] } },
    ],
    [200, 'text/plain; charset=utf-8', 'x', { contentType: 'text/plain', body: 'x' }],
    [
      200,
      'application/octet-stream',
      'x',
      { contentType: 'application/octet-stream', body: Uint8Array.from([120]) },
    ],
    [201, 'application/json', '{"text":"x"}', { contentType: 'application/json', body: { text: 'x' } }],
    [201, 'text/xml', '<x/>', { contentType: 'text/xml', body: '<x/>' }],
  ])('reads %i %s', async (status, type, body, expected) => {
    nextResponse = { status, type, body };
    const result = await createClient({ baseUrl }).postNotes({ contentType: 'text/csv', body: '' });
    expect(result).toEqual({ status, ...expected });
  });

  test('sends a text as text', async () => {
    nextResponse = { status: 204, type: 'text/plain', body: '' };
    await createClient({ baseUrl }).putNotes({ body: 'plain' });
    expect(seen).toEqual({ type: 'text/plain', body: 'plain' });
  });
});
