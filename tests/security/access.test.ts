import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request, { type Test } from 'supertest';
import { type Route, routes } from '../../generated/routes.ts';
import { hashToken } from '../../src/crypto/tokens.ts';
import { storeOrganizationClient, storeUserClient, type TestClient } from '../oauth/clients.ts';
import { openTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
let tokens: Readonly<
  Record<'owner' | 'stranger' | 'organization' | 'foreignOrganization' | 'thirdParty', string>
>;
let ownerJwt: string;

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
    thirdParty: await storeThirdPartyToken('owner', 'otherone', ['user:name']),
  };
  ownerJwt = await tokenOf(owner, { response_type: 'id_token' });
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

/** What the consent of a user leaves behind: a record, and a token that hangs on it. */
async function storeThirdPartyToken(
  username: string,
  client: string,
  scopes: readonly string[],
): Promise<string> {
  const token = `third-party-${username}-${client}`;
  const [created_at, expires_at] = [app.clock.now(), new Date(app.clock.now().getTime() + 3_600_000)];
  const { db } = app.database;
  await db
    .insertInto('user_authorizations')
    .values({ username, granted_to: client, shares_name: true, created_at, updated_at: created_at })
    .execute();
  await db
    .insertInto('access_tokens')
    .values({
      token_hash: hashToken(token),
      grant_id: token,
      username,
      client_id: client,
      granted_to: client,
      scopes: [...scopes],
      created_at,
      expires_at,
    })
    .execute();
  return token;
}

/** A path of the route for the owner's things; parameters that name other things get some value. */
function pathOf(route: Route): string {
  const values: Readonly<Record<string, string>> = { username: 'owner', globalid: 'petshop' };
  return `/api${route.path.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? 'absent')}`;
}

function call(route: Route, token?: string, path = pathOf(route)): Test {
  const sent = request(app.web)[route.method](path);
  return token === undefined ? sent : sent.set('Authorization', `token ${token}`);
}

type Named = [string, Route];
const named = (wanted: (route: Route) => boolean): Named[] =>
  routes.filter(wanted).map((route) => [`${route.method.toUpperCase()} ${route.path}`, route]);

const guarded = named((route) => !route.public);
const ofUsers = named((route) => !route.public && route.path.startsWith('/users/{username}'));
const ofOrganizations = named((route) => !route.public && route.path.startsWith('/organizations/{globalid}'));

describe.each(guarded)('%s', (_name, route) => {
  test('is refused without a credential', async () => {
    const { status, headers, body } = await call(route);
    expect([status, body]).toEqual([401, { error: 'unauthorized' }]);
    expect(headers['www-authenticate']).toBe('Bearer realm="itsyouonline"');
  });

  test('is refused with a token nobody was given', async () => {
    const { status, headers, body } = await call(route, 'x'.repeat(28));
    expect([status, body]).toEqual([401, { error: 'invalid_token' }]);
    expect(headers['www-authenticate']).toContain('error="invalid_token"');
  });

  test('is refused with a token in both places', async () => {
    const { status, body } = await call(route, tokens.owner).query({ access_token: tokens.owner });
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });
});

describe.each(ofUsers)('%s', (_name, route) => {
  test.each(['stranger', 'organization', 'foreignOrganization', 'thirdParty'] as const)(
    'is refused to: %s',
    async (caller) => {
      const { status, body } = await call(route, tokens[caller]);
      const open = caller === 'thirdParty' && route.scopes.includes('user:info');
      expect([status, body.error]).toEqual(
        open ? [expect.any(Number), body.error] : [403, 'insufficient_scope'],
      );
      if (open) expect(status).not.toBe(403);
    },
  );

  test('is refused for a user who does not exist, as for one who does', async () => {
    const path = pathOf(route).replace('/owner', '/nobody');
    const { status, body } = await call(route, tokens.owner, path);
    expect([status, body.error]).toEqual([403, 'insufficient_scope']);
  });

  test("is open to the owner's key exactly if the contract names user:admin or user:info", async () => {
    const { status } = await call(route, tokens.owner);
    expect(status === 403).toBe(!route.scopes.includes('user:admin'));
    expect(status).not.toBe(401);
  });
});

describe.each(ofOrganizations)('%s', (_name, route) => {
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
      expect([401, 403]).not.toContain((await call(route, token)).status);
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
  test('opens what its opaque token opens, under either word', async () => {
    for (const word of ['bearer', 'Bearer', 'token']) {
      const { status } = await request(app.web)
        .get('/api/users/owner/apikeys')
        .set('Authorization', `${word} ${ownerJwt}`);
      expect(status).toBe(200);
    }
  });

  test('is not taken from the query', async () => {
    const { status } = await request(app.web)
      .get('/api/users/owner/apikeys')
      .query({ access_token: ownerJwt });
    expect(status).toBe(401);
  });

  test('stops working once it has expired, remembered or not', async () => {
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
