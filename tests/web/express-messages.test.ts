import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import express from 'express';
import { expressMessages } from '../../src/web/express-messages.ts';

let server: Server | undefined;

afterEach(() => void server?.close());

test('a request keeps its prototype and has what Express adds', async () => {
  const messages = expressMessages();
  let onArrival: object | null = null;
  const web = express();
  web.set('trust proxy', ['loopback']);
  web.use((request, response) => {
    const isSame = Object.getPrototypeOf(request) === onArrival;
    response.status(201).json({ isSame, ip: request.ip, path: request.path, isWeb: request.app === web });
  });
  messages.adopt(web);
  server = createServer(messages.options, (request, response) => {
    onArrival = Object.getPrototypeOf(request);
    web(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', () => resolve()));

  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/a/b?c`, {
    headers: { 'X-Forwarded-For': '192.0.2.7' },
  });
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({ isSame: true, ip: '192.0.2.7', path: '/a/b', isWeb: true });
});
