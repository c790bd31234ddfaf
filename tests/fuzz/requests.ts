import fc from 'fast-check';
import openapi from '../../generated/openapi.json' with { type: 'json' };
import { type Route, routes } from '../../generated/routes.ts';
import { bodiesOf } from '../support/arbitraries.ts';
import { brokenBodies } from '../support/broken-values.ts';

export interface FuzzRequest {
  /** The operation of the API; undefined for pages and OAuth endpoints. */
  readonly route?: Route;
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly type?: string;
}

/** A number from 0 to below 1; the same ones for the same seed. */
export type Random = () => number;

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<Value>(random: Random, values: readonly Value[]): Value {
  return values[Math.floor(random() * values.length)] as Value;
}

const odd = ['%00', '%ff', '%2e%2e', 'a%2Fb', '%F0%9F%91%A9', "'%3B--", 'x'.repeat(300), '__proto__', '%20'];
const usual: Readonly<Record<string, readonly string[]>> = {
  username: ['ann', 'ann', 'ann', 'bob', 'ann%40example.com', '%2B32470000001'],
  globalid: ['shop', 'shop', 'shop', 'bank', 'absent'],
  role: ['member', 'owner', 'orgmember'],
  grantedTo: ['shop', 'bank'],
  version: ['1', '0', 'latest', '99999999999999999999'],
};
const labels = ['main', 'test', 'own', 'home', 'absent'];
const queryValues = ['true', 'false', '1', '0', '-1', '9999999999', 'en', 'x', '', '%00', '%F0%9F%91%A9'];

interface Bodies {
  readonly valid: readonly unknown[];
  readonly broken: readonly unknown[];
}

/** Makes requests of all operations, and some of pages and OAuth endpoints. */
export function createRequests(seed: number): (random: Random) => FuzzRequest {
  const bodies = new Map(routes.map((route) => [route.operation, bodiesFor(route, seed)]));
  return (random) => {
    if (random() < 0.2) return siteRequest(random);
    const route = pick(random, routes);
    const query = random() < 0.3 ? queryOf(route, random) : '';
    const path = route.path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
      pick(random, random() < 0.1 ? odd : (usual[name] ?? labels)),
    );
    const { valid, broken } = bodies.get(route.operation) ?? { valid: [], broken: [] };
    const values = random() < 0.6 ? valid : broken;
    const body =
      values.length > 0 ? { body: JSON.stringify(pick(random, values)), type: 'application/json' } : {};
    return { route, method: route.method.toUpperCase(), path: `/api${path}${query}`, ...body };
  };
}

function queryOf({ query }: Route, random: Random): string {
  const pairs = Object.keys(query).map((name) => `${name}=${pick(random, queryValues)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

const samples = 20;

function bodiesFor({ path, method, body }: Route, seed: number): Bodies {
  if (body !== 'json') return { valid: [], broken: [] };
  const paths = openapi.paths as unknown as Record<string, Record<string, { requestBody?: unknown }>>;
  const [, type] = /schemas\/(\w+)/.exec(JSON.stringify(paths[path]?.[method]?.requestBody ?? '')) ?? [];
  if (type === undefined) return { valid: [], broken: [] };
  return {
    valid: fc.sample(bodiesOf(type), { seed, numRuns: samples }),
    broken: brokenBodies(type).flatMap(({ values }) => fc.sample(values, { seed, numRuns: 1 })),
  };
}

const oauth = [
  'authorize',
  'logout',
  'access_token',
  'jwt',
  'jwt/refresh',
  'userinfo',
  'jwks',
  'revoke',
  'introspect',
];
const pages = [
  ...['/', '/login', '/register', '/authorize', '/config', '/location', '/preferences', '/emailvalidation'],
  ...['/phonevalidation', '/login/forgotpassword', '/login/resetpassword', '/login/invitation/x', '/account'],
  ...['/account/security', '/account/apps', '/error404', '/login/%ff', '/.well-known/openid-configuration'],
];
const fields = [
  ...[
    'client_id=shop',
    'client_id=%00',
    'response_type=code',
    'response_type=x',
    'redirect_uri=http://a.example',
  ],
  ...[
    'redirect_uri=%00',
    'scope=user:name',
    'scope=%ff',
    'state=x',
    'grant_type=client_credentials',
    'code=x',
  ],
  ...[
    'grant_type=authorization_code',
    'grant_type=refresh_token',
    'client_secret=x',
    'token=x',
    'token=a.b.c',
  ],
  ...[
    'access_token=x',
    'id_token_hint=a.b.c',
    'max_age=-1',
    'prompt=none',
    'aud=shop',
    'login=ann',
    'password=x',
  ],
  ...['username=ann', 'email=%F0%9F%91%A9', '__proto__=x', 'language=xx', 'key=%00', 'code[]=1'],
];

function siteRequest(random: Random): FuzzRequest {
  const address = random() < 0.5 ? `/v1/oauth/${pick(random, oauth)}` : pick(random, pages);
  const given = Array.from({ length: Math.floor(random() * 6) }, () => pick(random, fields)).join('&');
  if (random() < 0.5) return { method: 'GET', path: `${address}?${given}` };
  const type = random() < 0.8 ? 'application/x-www-form-urlencoded' : 'application/json';
  return { method: 'POST', path: address, body: given, type };
}
