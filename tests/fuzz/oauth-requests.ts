import type { TestApp } from '../support/app.ts';
import { callback } from '../support/authorize.ts';
import { parametersIn } from './parameters.ts';
import type { Random } from './random.ts';
import type { RawRequest } from './sending.ts';
import { acceptOf, odd } from './site-requests.ts';
import type { World } from './world.ts';

/** Endpoints of the token service: first the one that issues codes, last those that end tokens and sessions. */
export function endpointsOf({ paths }: TestApp): readonly string[] {
  const isFirst = (path: string) => Number(path === '/v1/oauth/authorize');
  const isLast = (path: string) => Number(/revoke|logout/.test(path));
  return paths
    .filter((path) => /^\/(v1\/oauth|\.well-known)\//.test(path))
    .sort((a, b) => isFirst(b) - isFirst(a) || isLast(a) - isLast(b));
}

const usualParameters: Readonly<Record<string, readonly string[]>> = {
  '/v1/oauth/authorize': ['client_id', 'redirect_uri', 'response_type', 'scope', 'state'],
  '/v1/oauth/par': ['client_id', 'client_secret', 'redirect_uri', 'response_type', 'scope'],
  '/v1/oauth/access_token': ['grant_type', 'client_id', 'client_secret'],
  '/v1/oauth/jwt': ['scope', 'aud'],
  '/v1/oauth/introspect': ['token', 'client_id', 'client_secret'],
  '/v1/oauth/revoke': ['token', 'client_id', 'client_secret'],
};

/** A request to an endpoint of the protocol, either one that should succeed or a random one. */
export function oauthRequest(random: Random, world: World): RawRequest {
  const path = random.pick(endpointsOf(world.app));
  return random.percent(40) ? soundRequest(random, world, path) : anyRequest(random, world, path);
}

function anyRequest(random: Random, world: World, path: string): RawRequest {
  const parameters = parametersIn(random, world, usualParameters[path] ?? []);
  const caller = random.pick([
    ...(['anonymous', 'anonymous', 'session', 'userApiKey', 'consent', 'consentJwt'] as const),
  ]);
  const headers = { ...world.headers[caller], ...acceptOf(random) };
  const method = random.pick(['GET', 'GET', 'GET', 'POST', 'POST', 'POST', 'POST', 'PUT', 'DELETE']);
  return carrying(method, addressOf(world, path), headers, odd(random, String(parameters)));
}

/** A registered client is managed at its own URI, as returned by its registration. */
function addressOf({ known }: World, path: string): string {
  const registered = known.last('registration_client_uri') ?? 'http://x/unknown';
  return path.replace(':registration', encodeURIComponent(registered.slice(registered.lastIndexOf('/') + 1)));
}

function carrying(
  method: string,
  path: string,
  headers: RawRequest['headers'],
  parameters: string,
): RawRequest {
  if (method === 'GET') return { method, path: `${path}?${parameters}`, headers };
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return { method, path, headers: { ...headers, ...type }, body: parameters };
}

/** What a valid request to an endpoint contains. */
interface Sound {
  readonly method: 'GET' | 'POST';
  readonly headers?: RawRequest['headers'];
  readonly parameters?: Readonly<Record<string, string>>;
  /** Instead of a form. */
  readonly json?: object;
}

const askedFirst = 'openid user:name offline_access';
const challenge = {
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

const sounds: Readonly<Record<string, (world: World, random: Random) => Sound>> = {
  '/v1/oauth/authorize': ({ shop, headers, known }, random) => ({
    method: 'GET',
    headers: headers.session,
    parameters: {
      ...{ client_id: shop, redirect_uri: callback, response_type: 'code', state: 'xyz', ...challenge },
      scope: known.last('openid token') === undefined ? askedFirst : random.pick(['user:name,user:see', '']),
    },
  }),
  '/v1/oauth/par': (world) => ({
    method: 'POST',
    parameters: { ...clientOf(world), redirect_uri: callback, response_type: 'code', ...challenge },
  }),
  '/v1/oauth/device_authorization': (world) => ({
    method: 'POST',
    parameters: { ...clientOf(world), scope: 'user:name' },
  }),
  '/v1/oauth/register': ({ headers }) => ({
    method: 'POST',
    headers: headers.organization,
    json: { client_name: 'Registered', redirect_uris: [callback] },
  }),
  '/v1/oauth/register/:registration': ({ known }) => ({
    method: 'GET',
    headers: { Authorization: `Bearer ${known.last('registration_access_token') ?? 'unknown'}` },
  }),
  '/v1/oauth/access_token': (world, random) => ({ method: 'POST', parameters: grantOf(world, random) }),
  '/v1/oauth/jwt': ({ headers, known }, random) => {
    const isFirst = known.last('lasting jwt') === undefined;
    const scope = isFirst ? 'user:name offline_access' : random.pick(['', 'offline_access']);
    return {
      method: random.pick(['GET', 'POST'] as const),
      headers: headers[isFirst ? 'consent' : random.pick(['userApiKey', 'organization', 'consent'] as const)],
      parameters: { add_grants: 'true', store_info: 'true', scope },
    };
  },
  '/v1/oauth/jwt/refresh': (world) => ({
    method: 'POST',
    headers: { Authorization: `bearer ${world.known.last('lasting jwt') ?? 'unknown'}` },
    parameters: clientOf(world),
  }),
  '/v1/oauth/introspect': (world, random) => ({
    method: 'POST',
    parameters: { ...clientOf(world), token: world.known.pick(random, 'access_token') ?? 'unknown' },
  }),
  '/v1/oauth/revoke': (world, random) => ({
    method: 'POST',
    parameters: { ...clientOf(world), token: world.known.pick(random, 'refresh_token') ?? 'unknown' },
  }),
  '/v1/oauth/userinfo': ({ known }) => ({
    method: 'GET',
    headers: { Authorization: `bearer ${known.last('openid token') ?? 'unknown'}` },
  }),
  '/v1/oauth/logout': ({ headers }) => ({ method: 'GET', headers: headers.session }),
};

/** A request that succeeds if the values that it uses exist. */
export function soundRequest(random: Random, world: World, path: string): RawRequest {
  const { method, headers = {}, parameters = {}, json } = sounds[path]?.(world, random) ?? { method: 'GET' };
  const address = addressOf(world, path);
  const own = { ...headers, ...acceptOf(random) };
  if (!json) return carrying(method, address, own, String(new URLSearchParams(parameters)));
  return {
    ...{ method, path: address, body: JSON.stringify(json) },
    headers: { ...own, 'Content-Type': 'application/json' },
  };
}

const clientOf = ({ shop, clientSecret }: World) => ({ client_id: shop, client_secret: clientSecret });

function grantOf(world: World, random: Random): Record<string, string> {
  const { known, owner } = world;
  const [code, refresh_token] = [known.last('code'), known.last('refresh_token')];
  const own = { client_id: owner.apiKey.applicationId, client_secret: owner.apiKey.secret };
  const isFirst = known.last('openid token') === undefined;
  if (code !== undefined && (isFirst || random.percent(60))) return redemptionOf(world, code);
  if (refresh_token !== undefined && random.percent(60))
    return { grant_type: 'refresh_token', refresh_token, ...clientOf(world) };
  return { grant_type: 'client_credentials', ...own };
}

function redemptionOf(world: World, code: string): Record<string, string> {
  const grant = { grant_type: 'authorization_code', redirect_uri: callback, code_verifier: verifier, code };
  return { ...grant, ...clientOf(world) };
}

/** Redeems a code, which is valid for a few seconds only. */
export function redemption(world: World, code: string): RawRequest {
  return carrying(
    'POST',
    '/v1/oauth/access_token',
    {},
    String(new URLSearchParams(redemptionOf(world, code))),
  );
}
