import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request, { type Test } from 'supertest';
import { type Route, routes } from '../../generated/routes.ts';
import { storeOrganizationClient, storeUserClient, type TestClient } from '../oauth/clients.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { heldBy, type PartialCaller, partialCallers } from './partial-callers.ts';

let app: TestApp;
let tokens: Readonly<
  Record<'owner' | 'stranger' | 'organization' | 'foreignOrganization' | 'thirdParty', string>
>;
let ownerJwt: string;
const partialTokens = new Map<string, string>();

beforeAll(async () => {
  app = await openTestApp();
  const owner = await storeUserClient(app, 'owner');
  const stranger = await storeUserClient(app, 'stranger');
  const organization = await storeOrganizationClient(app, 'petshop', { owner: 'owner' });
  const foreign = await storeOrganizationClient(app, 'otherone', { owner: 'stranger' });
  tokens = {
    owner: await tokenOf(owner),
    stranger: await tokenOf(stranger),
    organization: await tokenOf(organization),
    foreignOrganization: await tokenOf(foreign),
    thirdParty: await newThirdPartyToken(app, { username: 'owner', client: 'otherone' }),
  };
  ownerJwt = await tokenOf(owner, { response_type: 'id_token' });
  for (const caller of partialCallers) partialTokens.set(caller.who, await partialToken(caller, owner));
});
afterAll(() => app.close());

async function tokenOf(
  { id, secret }: TestClient,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { body } = await request(app.web)
    .post('/v1/oauth/access_token')
    .type('form')
    .accept('application/json')
    .send({ grant_type: 'client_credentials', client_id: id, client_secret: secret, ...more });
  return body.access_token;
}

/** The `Authorization` header of a caller who has part of the owner's access. */
async function partialToken(caller: PartialCaller, owner: TestClient): Promise<string> {
  if (caller.kind === 'narrowedKey') {
    const scope = caller.scopes.join(',');
    return `bearer ${await tokenOf(owner, { response_type: 'id_token', scope })}`;
  }
  const { globalid, scopes, shared, labels } = caller;
  await storeOrganizationClient(app, globalid);
  return `token ${await newThirdPartyToken(app, { username: 'owner', client: globalid, scopes, shared, labels })}`;
}

/** The route's path for the owner's resources; other parameters get a placeholder. */
function pathOf(route: Route): string {
  const values: Readonly<Record<string, string>> = { username: 'owner', globalid: 'petshop' };
  return `/api${route.path.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? 'absent')}`;
}

function call(route: Route, token?: string, path = pathOf(route)): Test {
  const sent = request(app.web)[route.method](path);
  return token === undefined ? sent : sent.set('Authorization', `token ${token}`);
}

type Named = [string, Route];
const named = (expected: (route: Route) => boolean): Named[] =>
  routes.filter(expected).map((route) => [`${route.method.toUpperCase()} ${route.path}`, route]);

const guarded = named((route) => !route.public);
const ofUsers = named((route) => !route.public && route.path.startsWith('/users/{username}'));
const ofOrganizations = named((route) => !route.public && route.path.startsWith('/organizations/{globalid}'));

describe.each(guarded)('%s', (_name, route) => {
  // promise: asvs-8.2.1
  test('is refused without a credential', async () => {
    const { status, headers, body } = await call(route);
    expect([status, body]).toEqual([401, { error: 'unauthorized' }]);
    expect(headers['www-authenticate']).toBe(
      'Bearer realm="itsyouonline", resource_metadata="http://iyo.test/.well-known/oauth-protected-resource"',
    );
  });

  test('is refused with an unknown token', async () => {
    const { status, headers, body } = await call(route, 'x'.repeat(28));
    expect([status, body]).toEqual([401, { error: 'invalid_token' }]);
    expect(headers['www-authenticate']).toContain('error="invalid_token"');
  });

  test('is refused with a token in both places', async () => {
    const { status, body } = await call(route, tokens.owner).query({ access_token: tokens.owner });
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });
});

/** Whether this `Authorization` header passes the access check. */
async function opens(route: Route, authorization: string): Promise<boolean> {
  const { status, body } = await call(route).set('Authorization', authorization);
  expect(status).not.toBe(401);
  return !(status === 403 && body.error === 'insufficient_scope');
}

const results = new Map<string, Promise<boolean>>();

/** `opens` for one of `partialCallers`; each route is called once. */
function opensTo(who: string, route: Route): Promise<boolean> {
  const key = `${who}: ${route.operation}`;
  const result = results.get(key) ?? opens(route, partialTokens.get(who) ?? '');
  results.set(key, result);
  return result;
}

describe.each(ofUsers)('%s', (_name, route) => {
  // promise: asvs-8.2.2
  test('is refused to strangers and organizations, and gives a third party no more than info', async () => {
    for (const caller of ['stranger', 'organization', 'foreignOrganization'] as const) {
      const { status, body } = await call(route, tokens[caller]);
      expect([caller, status, body.error]).toEqual([caller, 403, 'insufficient_scope']);
    }
    expect(await opens(route, `token ${tokens.thirdParty}`)).toBe(route.scopes.includes('user:info'));
  });

  // promise: asvs-8.2.1, asvs-10.3.2
  test('is open to narrowed keys and third parties only with a scope that the contract names', async () => {
    const expected = partialCallers.map((caller) => {
      const held = heldBy(caller);
      return [caller.who, route.scopes.some((scope) => held.has(scope.replace('{label}', 'absent')))];
    });
    const found: typeof expected = [];
    for (const { who } of partialCallers) found.push([who, await opensTo(who, route)]);
    expect(found).toEqual(expected);
  });

  test('is refused for an unknown user as for a known one', async () => {
    const path = pathOf(route).replace('/owner', '/nobody');
    const { status, body } = await call(route, tokens.owner, path);
    expect([status, body.error]).toEqual([403, 'insufficient_scope']);
  });

  test("is open to the owner's key only if the contract names user:admin or user:info", async () => {
    const { status } = await call(route, tokens.owner);
    expect(status === 403).toBe(!route.scopes.includes('user:admin'));
    expect(status).not.toBe(401);
  });
});

describe('operations on a user', () => {
  // promise: asvs-8.4.1
  test.each(partialCallers)('$who may call exactly: $opened', async ({ who, opened }) => {
    const found: string[] = [];
    for (const [, route] of ofUsers) {
      if (await opensTo(who, route)) found.push(route.operation);
    }
    expect(found.sort()).toEqual([...opened].sort());
  });
});

describe.each(ofOrganizations)('%s', (_name, route) => {
  // promise: asvs-8.3.1, asvs-8.4.1
  test.each(['stranger', 'foreignOrganization', 'thirdParty'] as const)(
    'is refused to: %s',
    async (caller) => {
      const { status, body } = await call(route, tokens[caller]);
      expect([status, body.error]).toEqual([403, 'insufficient_scope']);
    },
  );

  test('an organization that does not exist is not found', async () => {
    const path = pathOf(route).replace('/petshop', '/petshop.ghost');
    for (const token of [tokens.owner, tokens.organization]) {
      const { status, body } = await call(route, token, path);
      const isParent = route.operation === 'createNewSubOrganization';
      expect([status, body.error]).toEqual([
        404,
        isParent ? 'Parent organization does not exist' : 'organization_not_found',
      ]);
    }
  });

  test('is open to the owner and to the organization itself', async () => {
    if (route.operation === 'deleteOrganization') return;
    for (const token of [tokens.owner, tokens.organization]) {
      expect(await opens(route, `token ${token}`)).toBe(true);
    }
  });
});

describe('creating a root organization', () => {
  const create = (token: string) =>
    request(app.web)
      .post('/api/organizations')
      .set('Authorization', `token ${token}`)
      .send({ globalid: 'newone' });

  test.each(['organization', 'thirdParty'] as const)('is refused to: %s', async (caller) => {
    const { status, body } = await create(tokens[caller]);
    expect([status, body.error]).toEqual([403, 'insufficient_scope']);
    expect(
      await app.database.db
        .selectFrom('organizations')
        .select('globalid')
        .where('globalid', '=', 'newone')
        .execute(),
    ).toEqual([]);
  });
});

describe('a JWT on the API', () => {
  test('gives the same access as its opaque token, under either scheme', async () => {
    for (const word of ['bearer', 'Bearer', 'token']) {
      const { status } = await request(app.web)
        .get('/api/users/owner/apikeys')
        .set('Authorization', `${word} ${ownerJwt}`);
      expect(status).toBe(200);
    }
  });

  // promise: secrets-in-query
  test('is not read from the query', async () => {
    const { status } = await request(app.web)
      .get('/api/users/owner/apikeys')
      .query({ access_token: ownerJwt });
    expect(status).toBe(401);
  });

  test('stops working once it has expired, cached or not', async () => {
    app.clock.advance(86_399);
    expect(
      (await request(app.web).get('/api/users/owner/apikeys').set('Authorization', `bearer ${ownerJwt}`))
        .status,
    ).toBe(200);
    app.clock.advance(2);
    expect(
      (await request(app.web).get('/api/users/owner/apikeys').set('Authorization', `bearer ${ownerJwt}`))
        .status,
    ).toBe(401);
  });
});
