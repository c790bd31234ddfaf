import fc, { type Arbitrary } from 'fast-check';
import { bodiesOf, type JsonObject, valuesOf } from '../support/arbitraries.ts';
import { bodiesWith, emailAddresses, openSshKeys, walletAddresses } from '../users/finer-values.ts';
import type { OperationRequest } from './operation-request.ts';
import type { FuzzedOperation } from './operations.ts';
import type { Random } from './random.ts';
import { recipes } from './recipes.ts';
import type { RawRequest } from './sending.ts';
import { Upload } from './upload.ts';
import { type Caller, callers, type World } from './world.ts';

/** Bodies of types with rules that the contract states in words, not in the schema. */
const finerBodies: Readonly<Record<string, Arbitrary<JsonObject>>> = {
  EmailAddress: bodiesWith('EmailAddress', { emailaddress: emailAddresses }),
  PublicKey: bodiesWith('PublicKey', { publickey: openSshKeys }),
  NewDigitalAssetAddress: walletAddresses,
};

const bodies = new Map<string, Arbitrary<JsonObject>>();

function bodiesFor(type: string): Arbitrary<JsonObject> {
  const found = bodies.get(type) ?? finerBodies[type] ?? bodiesOf(type);
  bodies.set(type, found);
  return found;
}

/** A valid request, usually for an existing resource, usually by a caller with access. */
export function validRequest(random: Random, world: World, operation: FuzzedOperation): OperationRequest {
  const request = plainRequest(random, world, operation);
  const recipe = recipes[operation.route.operation];
  return recipe && random.percent(60) ? { ...request, ...recipe(world, random, request) } : request;
}

function plainRequest(random: Random, world: World, operation: FuzzedOperation): OperationRequest {
  return {
    caller: random.percent(80) ? fittingCaller(random, operation) : random.pick(callers),
    path: pathOf(random, world, operation),
    query: queryOf(random, world, operation),
    body: bodyOf(random, world, operation),
  };
}

function fittingCaller(random: Random, { route: { scopes, path } }: FuzzedOperation): Caller {
  if (scopes.length === 0) return 'anonymous';
  const isForClients = !scopes.includes('user:admin') && scopes.some((scope) => scope.startsWith('user:'));
  if (isForClients) return random.pick(['consent', 'consentJwt']);
  if (path.startsWith('/users/')) return random.pick(['session', 'userApiKey', 'userJwt']);
  if (path === '/organizations') return 'userApiKey';
  return random.pick(['organization', 'organization', 'userApiKey', 'session']);
}

function pathOf(random: Random, { known, owner, shop }: World, { pathNames, resource }: FuzzedOperation) {
  const own: Readonly<Record<string, string>> = { username: owner.username, globalid: shop };
  return Object.fromEntries(
    pathNames.map((name) => {
      const value = random.percent(75) ? own[name] : undefined;
      const ofResource = random.percent(80) ? known.pick(random, `${resource} ${name}`) : undefined;
      return [name, value ?? ofResource ?? known.pick(random, name) ?? 'unknown'];
    }),
  );
}

function queryOf(random: Random, { known }: World, { query }: FuzzedOperation) {
  const given = query.filter(() => random.percent(40));
  return Object.fromEntries(
    given.map(({ name, schema }) => [
      name,
      (random.percent(50) && known.pick(random, name)) || random.sample(valuesOf(schema)),
    ]),
  );
}

/** From the contract's example or its rules; members that name something often name an existing one. */
function bodyOf(random: Random, { known }: World, { bodyType, example }: FuzzedOperation): unknown {
  if (bodyType === undefined) return undefined;
  const isExample = example !== undefined && random.percent(50);
  const body: JsonObject = isExample ? example : random.sample(bodiesFor(bodyType));
  const named = Object.entries(body).map(([name, value]) => {
    const other = typeof value === 'string' && random.percent(60) ? known.pick(random, name) : undefined;
    return [name, other ?? value] as const;
  });
  const whole = Object.fromEntries(named);
  return 'label' in whole && random.percent(50) ? { ...whole, label: random.sample(freshLabels) } : whole;
}

const freshLabels = fc.stringMatching(/^[a-z]{3,9}$/);

/** Serializes a request. */
export function writeRequest(
  { headers }: World,
  { route }: FuzzedOperation,
  { caller, path, query, body }: OperationRequest,
): RawRequest {
  const address = route.path.replace(/\{(\w+)\}/g, (_all, name: string) => encoded(path[name] ?? ''));
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const content = contentOf(body);
  return {
    method: route.method.toUpperCase(),
    path: `/api${address}${search.size > 0 ? `?${search}` : ''}`,
    headers: { ...headers[caller], ...content.headers },
    body: content.body,
  };
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function contentOf(body: unknown): Pick<RawRequest, 'headers' | 'body'> {
  if (body instanceof Upload) return { headers: { 'Content-Type': body.type }, body: body.content };
  if (body === undefined) return { headers: {} };
  return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
