import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { type Route, routes } from '../../generated/routes.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { addPerson, newOrganization } from '../support/organizations.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';
import { newNumber } from '../users/factors.ts';
import { withoutRecentAuthentication } from './without-recent-authentication.ts';

let app: TestApp;
let user: TestUser;

const globalid = 'step-up';

beforeAll(async () => {
  app = await openTestApp();
  user = await newUser(app, { phone: newNumber() });
  await newOrganization(app.database.db, globalid);
  await addPerson(app.database.db, globalid, user.username, 'owner');
});
afterAll(() => app.close());

const guarded = routes
  .filter(({ recentAuthentication }) => recentAuthentication)
  .map((route) => [route.operation, route] as const);
async function openSession(): Promise<UserAgent> {
  const agent = openUserAgent(app);
  await signInAs(app, agent, user.username);
  return agent;
}

const unauthenticated = 'insufficient_user_authentication';

/** Sends nothing that an operation could use: only the access check matters. */
function call({ method, path }: Route) {
  const values: Record<string, string> = { username: user.username, globalid };
  const address = path.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? 'none');
  return request(app.web)[method](`/api${address}`).type('json');
}

function bySession(route: Route, agent: UserAgent) {
  const Cookie = [...agent.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return call(route).set({ Cookie, Origin: testUrl, 'Sec-Fetch-Site': 'same-origin' });
}

interface Decision {
  readonly operation: string;
  readonly needed: boolean;
  readonly reason: string;
}

/**
 * The decisions listed in `docs/step-up.md` ("- reason: `operation`, `operation`"), and those for all other operations.
 */
function readDecisions(): Decision[] {
  const text = readFileSync(new URL('../../docs/step-up.md', import.meta.url), 'utf8');
  const needing = [...text.matchAll(/^- (.+?): (`\w+`(?:,\s+`\w+`)*)$/gm)].map(
    ([, reason = '', operations = '']) => [reason, operations.match(/\w+/g) ?? []] as const,
  );
  const decisionsOf = (needed: boolean) => (list: readonly [string, readonly string[]]) =>
    list[1].map((operation) => ({ operation, needed, reason: list[0] }));
  return [
    ...needing.flatMap(decisionsOf(true)),
    ...Object.entries(withoutRecentAuthentication).flatMap(decisionsOf(false)),
  ];
}

describe('the lists of docs/step-up.md', () => {
  const decisions = readDecisions();

  // promise: step-up, asvs-7.5.1
  test.each(routes.filter((route) => !route.public).map((route) => [route.operation, route] as const))(
    'decides about %s as the contract does, with a reason',
    (operation, route) => {
      const { needed, reason } = decisions.find((decision) => decision.operation === operation) ?? {};
      expect({ operation, needed }).toEqual({ operation, needed: Boolean(route.recentAuthentication) });
      expect(reason).toMatch(/\w{3}/);
    },
  );

  test('name each operation once, and no others', () => {
    const known = routes.filter((route) => !route.public).map(({ operation }) => String(operation));
    const named = decisions.map(({ operation }) => operation);
    expect(named.filter((operation) => !known.includes(operation))).toEqual([]);
    expect(named.filter((operation, place) => named.indexOf(operation) !== place)).toEqual([]);
  });
});

/** Tables with which someone at an open browser could take over an account or an organization. */
const tables = [
  'user_api_keys',
  'user_email_addresses',
  'pending_email_validations',
  'user_phone_numbers',
  'pending_phone_validations',
  'user_public_keys',
  'user_passwords',
  'user_totp_secrets',
  'user_authorizations',
  'organizations',
  'organization_api_keys',
  'organization_invitations',
  'organization_users',
] as const;

const stored = () =>
  Promise.all(tables.map((table) => app.database.db.selectFrom(table).selectAll().execute()));

// promise: step-up, asvs-7.5.1, asvs-10.3.4
test('a session without recent authentication changes nothing, whatever it sends', async () => {
  const agent = await openSession();
  const other = await newUser(app);
  app.clock.advance(601);
  const before = await stored();
  const bodies: Record<string, object> = {
    addApiKey: { label: 'thief' },
    updatePassword: { currentpassword: user.password, newpassword: 'a password of the thief' },
    registerNewEmailAddress: { label: 'thief', emailaddress: 'thief@company.com' },
    registerNewUserPhonenumber: { label: 'thief', phonenumber: newNumber() },
    addPublicKey: { label: 'thief', publickey: 'ssh-ed25519 AAAA' },
    updateAuthorization: { name: true },
    createNewOrganizationAPIKey: { label: 'thief' },
    addOrganizationOwner: { searchstring: other.username },
    deleteOrganization: {},
  };
  for (const [name, body] of Object.entries(bodies)) {
    const route = routes.find(({ operation }) => operation === name);
    if (!route) throw new Error(`${name} is needed`);
    expect([name, (await bySession(route, agent).send(body)).status]).toEqual([name, 401]);
  }
  expect(await stored()).toEqual(before);
});

describe.each(guarded)('%s', (_operation, route) => {
  test('accepts a session for ten minutes after signing in, and again after reauthentication', async () => {
    const agent = await openSession();
    expect((await bySession(route, agent)).body.error).not.toBe(unauthenticated);
    app.clock.advance(601);
    const { status, headers, body } = await bySession(route, agent);
    expect([status, body.error]).toEqual([401, unauthenticated]);
    expect(headers['www-authenticate']).toContain(`error="${unauthenticated}", max_age="600"`);
    const page = await agent.get('/login/confirm?to=/');
    await agent.submit(page, { password: user.password }, '/login/confirm');
    expect((await bySession(route, agent)).body.error).not.toBe(unauthenticated);
  });

  test('accepts an API key at any time', async () => {
    app.clock.advance(601);
    const { body } = await call(route).set('Authorization', `Bearer ${user.token}`);
    expect(body.error).not.toBe(unauthenticated);
  });
});
