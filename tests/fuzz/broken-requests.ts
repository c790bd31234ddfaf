import fc from 'fast-check';
import { anyCharacter } from '../support/any-character.ts';
import { type BrokenRule, brokenBodies } from '../support/broken-values.ts';
import type { OperationRequest } from './operation-request.ts';
import type { FuzzedOperation } from './operations.ts';
import type { Random } from './random.ts';
import type { RawRequest } from './sending.ts';
import { validRequest, writeRequest } from './valid-requests.ts';
import type { World } from './world.ts';

type Spoiling = (random: Random, raw: RawRequest) => RawRequest;

/** A request that violates the contract or HTTP in one or two ways. */
export function brokenRequest(random: Random, world: World, operation: FuzzedOperation): RawRequest {
  const request = withBrokenBody(random, operation, validRequest(random, world, operation));
  let raw = writeRequest(world, operation, request);
  for (let count = 1 + random.int(2); count > 0; count -= 1) raw = random.pick(spoilings)(random, raw);
  return raw;
}

const rules = new Map<string, readonly BrokenRule[]>();

function withBrokenBody(
  random: Random,
  { bodyType }: FuzzedOperation,
  request: OperationRequest,
): OperationRequest {
  if (bodyType === undefined || random.percent(40)) return request;
  const known = rules.get(bodyType) ?? brokenBodies(bodyType);
  rules.set(bodyType, known);
  return { ...request, body: random.sample(random.pick(known).values) };
}

/** Path segments, encoded as sent. */
const oddSegments = [
  ...['%ff', '%00', '%', '%zz', '%c0%80', '%ed%a0%80', '..', '.', '%2e%2e', '%2f', '%5c', '', '%20', '%09'],
  ...['%E2%80%AEabc', '%EF%BB%BFabc', "'%20or%201=1--", '%0d%0aX-Evil:%201', '__proto__', 'constructor'],
  ...['-1', '0', '1e309', 'NaN', '99999999999999999999', 'a'.repeat(5000), '%F0%9F%91%A9', '{username}', '*'],
];
const oddQueries = [
  ...['%ff', 'a=%', 'a[]=1', 'a[b]=1', '__proto__=1', 'max=-1', 'max=1e9', 'max=', 'start=-5', 'max=1&max=2'],
  ...['start=99999999999999999999', 'includeExpired=maybe', 'access_token=', 'access_token=x', 'lang=%00'],
  ...['version=1.5', 'version=-7', 'status=%F0%9F%91%A9', '&&&', '=', '?', 'lang=xx-YY', 'globalid=%00'],
];
const oddBodies = [
  ...[
    '',
    '{',
    '[]',
    'null',
    '"text"',
    '1',
    '{"a":1e400}',
    '{"label":"\\ud800"}',
    '{"label":"a","label":"b"}',
  ],
  ...['\ufeff{}', '{"__proto__":{"a":1}}', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'a=b&c=d', '<xml/>'],
  ...[`${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`, '{"label":"\\u0000"}', `"${'x'.repeat(1_100_000)}"`],
];
const oddTypes = [
  ...['text/plain', 'application/json; charset=utf-16', 'application/json; charset=', 'application/xml', ''],
  ...['multipart/form-data', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', ';'],
  ...['application/json;charset=utf-8', 'APPLICATION/JSON', 'application/vnd.api+json'],
];
const oddHeaders: readonly Readonly<Record<string, string>>[] = [
  { Authorization: 'bearer' },
  { Authorization: 'Basic YTpi' },
  { Authorization: 'token a b c' },
  { Authorization: `bearer ${'a.'.repeat(3000)}` },
  { Authorization: 'bearer eyJhbGciOiJub25lIn0.e30.' },
  { Authorization: 'bearer \u00ff.\u00ff.\u00ff' },
  { Cookie: `authenticatedsession=${'x'.repeat(3000)}` },
  { Authorization: 'DPoP x', DPoP: 'a.b.c' },
  { DPoP: `${'a'.repeat(3000)}.e30.` },
  { Cookie: '=;;=; authenticatedsession; %=%' },
  { 'Accept-Language': '*;q=9, xx-yy-zz, ' },
  { Accept: 'text/html;q=abc, */*;q=0' },
  { 'X-Request-Id': '../../etc' },
  { 'X-Forwarded-For': 'not an address, ::::' },
  { Range: 'bytes=9-1,-,abc' },
  { 'If-None-Match': 'W/"' },
  { 'Content-Encoding': 'gzip' },
  { Expect: '100-continue' },
  { Origin: 'null' },
];
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND'];

const spoilings: readonly Spoiling[] = [
  (random, raw) => ({ ...raw, path: withSegment(random, raw.path, random.pick(oddSegments)) }),
  (random, raw) => ({
    ...raw,
    path: withSegment(random, raw.path, encodeURIComponent(random.sample(anyText).toWellFormed())),
  }),
  (random, raw) => ({ ...raw, path: `${raw.path.split('?')[0]}?${random.pick(oddQueries)}` }),
  (random, raw) => ({ ...raw, ...(raw.method !== 'GET' && { body: random.pick(oddBodies) }) }),
  (random, raw) => ({ ...raw, ...(raw.method !== 'GET' && { body: cut(random, raw.body) }) }),
  (random, raw) => ({ ...raw, headers: { ...raw.headers, 'Content-Type': random.pick(oddTypes) } }),
  (random, raw) => ({ ...raw, headers: { ...raw.headers, ...random.pick(oddHeaders) } }),
  (random, raw) => ({ ...raw, method: random.pick(methods) }),
];

const anyText = fc.string({ unit: anyCharacter, maxLength: 40 });

function withSegment(random: Random, address: string, segment: string): string {
  const [path = '', query] = address.split('?');
  const segments = path.split('/');
  segments[2 + random.int(Math.max(1, segments.length - 2))] = segment;
  return `${segments.join('/')}${query === undefined ? '' : `?${query}`}`;
}

/** Truncates the body, or inserts a byte that is not UTF-8. */
function cut(random: Random, body: RawRequest['body']): Buffer {
  const bytes = Buffer.from(body ?? '{}');
  if (random.percent(50)) return bytes.subarray(0, random.int(bytes.length + 1));
  return Buffer.concat([bytes.subarray(0, 3), Buffer.from([0xff, 0xc0]), bytes.subarray(3)]);
}
