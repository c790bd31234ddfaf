import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { type Problem, problemOf, type Surface } from './checks.ts';
import { createRandom } from './random.ts';
import { connectTo, NoResponse } from './sending.ts';

const request = { method: 'GET', path: '/', headers: {} };
const json = { 'content-type': 'application/json; charset=utf-8' };
const html = { 'content-type': 'text/html; charset=utf-8' };

describe('a finding', () => {
  test.each<[string, Problem['kind'], Surface, number, IncomingHttpHeaders, string]>([
    ['a failure of the server', 'failure', 'api', 500, json, '{"error":"internal_server_error"}'],
    ['a server that is busy', 'failure', 'page', 503, json, '{"error":"temporarily_unavailable"}'],
    ['JSON that cannot be read', 'form of the response', 'api', 200, json, '{"a":'],
    ['an error without a code', 'form of the response', 'oauth', 400, json, '{"message":"no"}'],
    ['a page as an error of the API', 'form of the response', 'api', 404, html, '<!doctype html><p>no'],
    ['a page without doctype', 'form of the response', 'page', 200, html, '<p>Error: at /srv/app.js:1'],
    ['a status that no page has', 'undeclared status', 'page', 418, html, '<!doctype html>'],
  ])('is %s', (_what, kind, surface, status, headers, text) => {
    expect(problemOf(surface, request, { status, headers, text })?.kind).toBe(kind);
  });

  test('is not an expected response', () => {
    const refused = { status: 404, headers: json, text: '{"error":"not_found"}' };
    const page = { status: 422, headers: html, text: '<!doctype html><p>Enter the code.' };
    expect([problemOf('api', request, refused), problemOf('page', request, page)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('is a connection closed without a response', async () => {
    const server = createServer((incoming) => void incoming.socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const connection = connectTo((server.address() as AddressInfo).port);
    await expect(connection.send(request)).rejects.toThrow(NoResponse);
    connection.close();
    await new Promise((resolve) => server.close(resolve));
  });
});

test('the same seed gives the same choices, another seed others', () => {
  const choices = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 20 }, () => random.int(1000));
  };
  expect(choices(7)).toEqual(choices(7));
  expect(choices(7)).not.toEqual(choices(8));
});
