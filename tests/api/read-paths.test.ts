import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request, { type Test } from 'supertest';
import { routes } from '../../generated/routes.ts';
import { newCode, newKey, redeem, share } from '../oauth/code-flow.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { signedInAgent } from '../support/signed-in.ts';
import type { UserAgent } from '../support/user-agent.ts';

/** Reads must not write: a row written by every request would be a bottleneck. */

let app: TestApp;
let alice: TestUser;
let agent: UserAgent;
let ofOrganization: string;
let ofUser: string;
let secret: string;

beforeAll(async () => {
  app = await openTestApp();
  alice = await newUser(app, { username: 'alice', email: 'alice@example.com', phone: '+32475000000' });
  await newOrganization(app.database.db, 'shop', { owner: 'alice' });
  ofOrganization = await organizationToken(app, 'shop');
  const client = await newKey(app, 'shop');
  secret = client.secret;
  await share(app, { username: 'alice', client: 'shop', scopes: ['user:name'] });
  const scopes = { scopes: ['openid', 'user:name'], style: 'space' as const };
  ofUser = (await redeem(app, client, await newCode(app, 'alice', 'shop', { scopes })).expect(200)).body
    .access_token;
  agent = await signedInAgent(app, 'alice');
});
afterAll(() => app.close());

const writes = /\b(insert\s+into|delete\s+from|update\s+[\w".]+\s+(as\s+\w+\s+)?set)\b/i;

/** The statements of `work` that write. */
async function written(work: () => PromiseLike<unknown>): Promise<readonly string[]> {
  const before = app.database.statements().length;
  await work();
  return app.database
    .statements()
    .slice(before)
    .filter((statement) => writes.test(statement));
}

const names: Readonly<Record<string, string>> = { username: 'alice', globalid: 'shop' };
const addressOf = (path: string) =>
  `/api${path.replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? 'main')}`;
const reads = routes.filter((route) => route.method === 'get');

describe('reading writes nothing', () => {
  test.each(
    reads.map(({ operation, path, public: isPublic }) => [operation, addressOf(path), isPublic] as const),
  )('%s (%s)', async (_operation, address, isPublic) => {
    const token = address.startsWith('/api/organizations') ? ofOrganization : alice.token;
    let status = 0;
    const found = await written(async () => {
      ({ status } = await request(app.web).get(address).set('Authorization', `token ${token}`));
    });
    // Calls without a token are counted by network, and refused calls are in the audit log.
    const isExpected = (statement: string) =>
      (isPublic && /rate_limits/.test(statement)) || (status === 403 && /audit_events/.test(statement));
    expect(found.filter((statement) => !isExpected(statement))).toEqual([]);
  });

  const requests: readonly (readonly [string, () => Test])[] = [
    ['userinfo', () => request(app.web).get('/v1/oauth/userinfo').set('Authorization', `Bearer ${ofUser}`)],
    [
      'introspection',
      () =>
        request(app.web)
          .post('/v1/oauth/introspect')
          .type('form')
          .send({ client_id: 'shop', client_secret: secret, token: ofUser }),
    ],
    ['published keys', () => request(app.web).get('/v1/oauth/jwks')],
    ['metadata', () => request(app.web).get('/.well-known/openid-configuration')],
    ['readiness', () => request(app.web).get('/readyz')],
  ];

  test.each(requests)('%s', async (_what, send) => {
    expect(await written(() => send().expect(200))).toEqual([]);
  });
});

test('the use of a session is stored at most once a minute', async () => {
  await agent.get('/account');
  expect(await written(() => agent.get('/account'))).toEqual([]);
  app.clock.advance(61);
  const [touch, ...more] = await written(() => agent.get('/account'));
  expect([touch, more]).toEqual([expect.stringContaining('update "sessions"'), []]);
  expect(await written(() => agent.get('/account'))).toEqual([]);
});
