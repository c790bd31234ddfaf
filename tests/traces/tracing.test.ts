import { rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MockOtlpServer, normalizeTrace, type Span, type Traces } from '@elastic/mockotlpserver';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../../src/base/log.ts';
import { readConfig } from '../../src/base/read-config.ts';
import { exchange } from '../../src/fetch/exchange.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { newDataDir } from '../support/data-dir.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const parentSpanId = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${parentSpanId}-01`;
const patience = 60_000;

let collector: MockOtlpServer;
let received: Traces[];
let dataDir: string;
let lines: string[];
let original: NodeJS.ProcessEnv;

beforeAll(async () => {
  dataDir = await newDataDir();
  collector = new MockOtlpServer({
    services: ['http'],
    httpHostname: '127.0.0.1',
    httpPort: 0,
    logLevel: 'fatal',
    onTrace: (traces) => void received.push(normalizeTrace(traces)),
  });
  await collector.start();
});
beforeEach(() => {
  original = { ...process.env };
  [received, lines] = [[], []];
});
afterEach(() => {
  process.env = original;
});
afterAll(async () => {
  await collector.close();
  await rm(dataDir, { recursive: true });
});

/** OpenTelemetry's library reads the environment of the process. */
function start(variables: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const toCollector = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.httpUrl.toString(), ...variables };
  Object.assign(process.env, toCollector);
  const log = createLog({ level: 'info', format: 'json' }, { write: (line) => void lines.push(line) });
  const settings = { PORT: '0', IYO_DATA_DIR: dataDir, IYO_BCRYPT_COST: '4', ...toCollector };
  return startServer(readConfig(settings), log);
}

const logged = (msg: string) => lines.map((line) => JSON.parse(line)).filter((line) => line.msg === msg);

const spans = (): Span[] =>
  received.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  );

const childrenOf = ({ spanId }: Span) => spans().filter((span) => span.parentSpanId === spanId);

function only(found: readonly Span[]): Span {
  expect(found).toHaveLength(1);
  return found[0] as Span;
}

const named = (name: string) => only(spans().filter((span) => span.name === name));

async function readSecretPerson({ url }: RunningServer): Promise<Response> {
  return fetch(`${url}/api/users/secretperson?lang=nl`, {
    headers: { traceparent, Authorization: 'token a-token-of-its-own' },
  });
}

test.each(['http/protobuf', 'http/json'])(
  'a trace by %s shows a request, its steps and statements as parts of what the caller began',
  async (protocol) => {
    const server = await start({ OTEL_EXPORTER_OTLP_PROTOCOL: protocol });
    const response = await readSecretPerson(server);
    await server.close();

    const request = named('GET /api/users/{username}');
    expect(request).toMatchObject({ traceId, parentSpanId, kind: 'SPAN_KIND_SERVER' });
    expect(request.attributes).toEqual({
      'http.request.method': 'GET',
      'http.route': '/api/users/{username}',
      'http.response.status_code': 401,
      'iyo.request_id': response.headers.get('x-request-id'),
      'iyo.caller': 'none',
    });
    const authenticate = only(childrenOf(request));
    expect(authenticate).toMatchObject({
      name: 'authenticate',
      attributes: { 'error.type': 'Unauthenticated' },
    });
    expect(only(childrenOf(authenticate))).toMatchObject({
      kind: 'SPAN_KIND_CLIENT',
      attributes: { 'db.system.name': 'postgresql', 'db.query.text': expect.stringContaining('$1') },
    });
    expect(logged('request')).toEqual([expect.objectContaining({ traceId })]);
  },
  patience,
);

describe('a trace', () => {
  test(
    'shows each step of an operation, and starts a new trace where the caller names none',
    async () => {
      const server = await start({ OTEL_SERVICE_NAME: 'our-identity' });
      const response = await fetch(`${server.url}/api/users/secretperson/registry/entry`, {
        headers: { traceparent: `00-${traceId}-odd-01` },
      });
      expect(response.status).toBe(404);
      await server.close();

      const request = named('GET /api/users/{username}/registry/{key}');
      expect(request.traceId).not.toBe(traceId);
      expect(request.parentSpanId).toBeUndefined();
      expect(childrenOf(request).map(({ name }) => name)).toEqual([
        'authorize',
        'validate',
        'getUserRegistryEntry',
      ]);
      expect(logged('request')).toEqual([expect.objectContaining({ traceId: request.traceId })]);
      const resource = received[0]?.resourceSpans[0]?.resource.attributes;
      expect(resource).toMatchObject({ 'service.name': 'our-identity', 'service.version': '0.1.0' });
    },
    patience,
  );

  test(
    'has no content of requests, and no idle background work',
    async () => {
      const server = await start();
      await readSecretPerson(server);
      const body = new URLSearchParams({ login: 'secretperson', password: 'a-password' });
      await fetch(`${server.url}/login`, { method: 'POST', body, redirect: 'manual' });
      await server.close();

      const roots = spans().filter((span) => span.parentSpanId === undefined);
      expect(roots.map(({ name }) => name)).toEqual(['POST /login']);
      const text = JSON.stringify(received);
      for (const word of ['secretperson', 'a-token-of-its-own', 'a-password', '?'])
        expect(text).not.toContain(word);
    },
    patience,
  );

  test(
    'shows a call to another server, and how it failed, without its address',
    async () => {
      const other = await listenTo((_request, response) => void response.end('fine'));
      const server = await start();
      const url = new URL(`http://127.0.0.1:${(other.address() as AddressInfo).port}/hidden`);
      await exchange(url, { timeout: 5_000, maxBytes: 100 });
      await expect(exchange(url, { timeout: 5_000, maxBytes: 1 })).rejects.toThrow('TOO_LARGE');
      await server.close();
      other.close();

      const calls = spans().filter(({ kind }) => kind === 'SPAN_KIND_CLIENT');
      const attributes = { 'server.address': '127.0.0.1' };
      expect(calls).toMatchObject([
        { name: 'http', attributes },
        { name: 'http', attributes: { ...attributes, 'error.type': 'NoUsableReply' } },
      ]);
      expect(calls.map(({ status }) => status?.code)).toEqual(['STATUS_CODE_UNSET', 'STATUS_CODE_ERROR']);
      expect(JSON.stringify(calls)).not.toContain('hidden');
    },
    patience,
  );

  test(
    'that cannot be sent costs a warning, and no request',
    async () => {
      const server = await start({
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
        OTEL_EXPORTER_OTLP_TIMEOUT: '200',
      });
      expect((await readSecretPerson(server)).status).toBe(401);
      await server.close();
      expect(logged('traces could not be sent')).toEqual([
        expect.objectContaining({ level: 40, reason: expect.stringContaining('ECONNREFUSED') }),
      ]);
    },
    patience,
  );
});

test(
  'nothing is sent when traces are off; the log still names the trace of the caller',
  async () => {
    const server = await start({ OTEL_SDK_DISABLED: 'true' });
    await readSecretPerson(server);
    await fetch(`${server.url}/api/users/a/registry/b`, { headers: { traceparent: 'ff-odd' } });
    await server.close();
    expect(received).toEqual([]);
    const [first, second] = logged('request');
    expect(first).toMatchObject({ traceId });
    expect(second).not.toHaveProperty('traceId');
  },
  patience,
);

function listenTo(listener: RequestListener): Promise<Server> {
  return new Promise((resolve) => {
    const server: Server = createServer(listener).listen(0, '127.0.0.1', () => resolve(server));
  });
}
