import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generate } from '../../codegen/generate.ts';
import { createMock } from '../../codegen/mock/mock.ts';
import type { Api } from '../../codegen/model.ts';
import { probe } from '../../codegen/probe/probe.ts';
import { open } from '../../codegen/profile.ts';

const servers: Server[] = [];
let api: Api;
let url: string;

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  const contract = fileURLToPath(new URL('./contracts/shop.raml', import.meta.url));
  const generation = generate(contract, open, []);
  expect(generation.diagnostics).toEqual([]);
  if (!generation.api) throw new Error('nothing was read');
  api = generation.api;
  url = await listen(createMock(api));
});

afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

describe('the mock server', () => {
  test('responds with the first success and the example of the type', async () => {
    const response = await fetch(`${url}/api/items/1`);
    expect([response.status, await response.json()]).toEqual([200, { name: 'Nut', code: 'AB123', price: 1 }]);
  });

  test('responds with a value generated from the type where there is no example', async () => {
    const response = await fetch(`${url}/api/items/1`, { headers: { prefer: 'code=404' } });
    expect([response.status, await response.json()]).toEqual([404, { error: expect.any(String) }]);
  });

  test('responds with the requested status and example', async () => {
    const response = await fetch(`${url}/api/items`, {
      method: 'POST',
      headers: { prefer: 'code=409, example=gone', 'content-type': 'application/json' },
      body: '{"name":"a","code":"AA111","price":2}',
    });
    expect([response.status, await response.json()]).toEqual([409, { error: 'gone' }]);
  });

  test('responds in the accepted media type', async () => {
    const response = await fetch(`${url}/api/items/1`, { headers: { accept: 'text/csv' } });
    expect(response.headers.get('content-type')).toBe('text/csv');
  });

  test('responds with a list of the example of its items', async () => {
    const response = await fetch(`${url}/api/items`);
    expect(await response.json()).toEqual([{ name: 'Nut', code: 'AB123', price: 1 }]);
  });

  test('refuses a status that the contract does not declare', async () => {
    const response = await fetch(`${url}/api/items/1`, { headers: { prefer: 'code=418' } });
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: 'GET /items/{id} declares no status 418', misfits: [] },
    ]);
  });

  test('says what is wrong with a request', async () => {
    const response = await fetch(`${url}/api/items?limit=9`);
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        error: 'The request does not fit the contract',
        misfits: [{ path: 'query.limit', message: 'must be at most 5' }],
      },
    ]);
  });
});

const options = { token: 'me', runs: 15, methods: ['get', 'post'], seed: 7 };

describe('the probe', () => {
  test('finds no fault in the mock server: generated requests and responses fit', async () => {
    expect(await probe(api, { ...options, baseUrl: url })).toEqual({ requests: 45, breaches: [] });
  });

  test.each([
    [{ status: 500, body: '{}' }, 'server-error', 'status 500'],
    [{ status: 302, body: '' }, 'undeclared-status', 'status 302'],
    [{ status: 200, body: '[{"name":""}]' }, 'schema', 'body[0].code is missing'],
  ])('reports %j', async ({ status, body }, rule, detail) => {
    const server = createServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    const baseUrl = await listen(server);
    const { breaches } = await probe(api, { ...options, baseUrl, runs: 1, methods: ['get'] });
    expect(breaches).toContainEqual(expect.objectContaining({ operation: 'getItems', rule, detail }));
  });

  test('sends the token, and nothing with other methods', async () => {
    const seen: unknown[] = [];
    const server = createServer((request, response) => {
      seen.push([request.method, request.headers.authorization]);
      response.writeHead(404).end();
    });
    await probe(api, { ...options, baseUrl: await listen(server), runs: 1, methods: ['get'] });
    expect(seen).toEqual([
      ['GET', 'Bearer me'],
      ['GET', 'Bearer me'],
    ]);
  });
});
