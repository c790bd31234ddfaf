import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import type { TestClient } from '../oauth/clients.ts';
import { newCode, newKey, redeem, requestToken, share } from '../oauth/code-flow.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { authorizeUrl } from '../support/authorize.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';

/**
 * Keys that would distribute the rows of frequent requests over several databases: the owner, or the value of the
 * look-up. A session or grant belongs to the cookie or tokens that name it.
 */
const routingKeys = ['username', 'globalid', 'token_hash', 'code_hash', 'secret_hash', 'grant_id', 'key'];
/** Small and rarely changed: each database would have a copy. */
const copiedTables = ['signing_keys'];

let app: TestApp;
let ada: TestUser;
let libraryToken: string;
let shop: TestClient;
let answered: Record<string, string>;
let agent: UserAgent;

beforeAll(async () => {
  app = await openTestApp();
  ada = await newUser(app, { username: 'ada' });
  await newOrganization(app.database.db, 'shop', { owner: 'ada' });
  await newOrganization(app.database.db, 'library', { owner: 'ada' });
  libraryToken = await organizationToken(app, 'library');
  shop = await newKey(app, 'shop');
  await share(app, { username: 'ada', client: 'shop', scopes: ['user:name'], labels: [] });
  answered = (await redeem(app, shop, await newAdaCode()).expect(200)).body;
  agent = openUserAgent(app);
  await signInAs(app, agent, 'ada');
});
afterAll(() => app.close());

const read = (path: string, token: string) =>
  request(app.web).get(path).set('Authorization', `token ${token}`).expect(200);

const newAdaCode = () =>
  newCode(app, 'ada', 'shop', {
    scopes: { scopes: ['openid', 'user:name'], style: 'space' },
    wantsOffline: true,
  });

const grant = (form: Record<string, string>) =>
  request(app.web).post('/v1/oauth/access_token').type('form').send(form).expect(200);

const requests: readonly [name: string, send: () => PromiseLike<unknown>][] = [
  [
    'a token for client credentials',
    () => {
      const { applicationId, secret } = ada.apiKey;
      return grant({ grant_type: 'client_credentials', client_id: applicationId, client_secret: secret });
    },
  ],
  ['a profile', () => read('/api/users/ada', ada.token)],
  ['a list of a user', () => read('/api/users/ada/apikeys', ada.token)],
  ['an organization', () => read('/api/organizations/library', libraryToken)],
  ['the registry of an organization', () => read('/api/organizations/library/registry', libraryToken)],
  [
    'a refreshed token',
    () =>
      requestToken(app, shop, {
        grant_type: 'refresh_token',
        refresh_token: answered.refresh_token ?? '',
      }).expect(200),
  ],
  ['what a token may say of a user', () => read('/v1/oauth/userinfo', answered.access_token ?? '')],
  [
    'what a token is worth',
    () =>
      request(app.web)
        .post('/v1/oauth/introspect')
        .auth(shop.id, shop.secret)
        .type('form')
        .send({ token: answered.access_token ?? '' })
        .expect(200),
  ],
  [
    'the question of an application',
    () => agent.get(authorizeUrl({ client_id: 'shop', scope: 'user:name' })),
  ],
  ['the overview of an account', () => agent.get('/account')],
  [
    'an entry that is written',
    () =>
      request(app.web)
        .post('/api/users/ada/registry')
        .set('Authorization', `token ${ada.token}`)
        .send({ Key: 'colour', Value: 'blue' })
        .expect(201),
  ],
];

test.each(requests)('%s is asked for by statements that name whose rows they want', async (_name, send) => {
  const before = app.database.statements().length;
  await send();
  const sent = app.database
    .statements()
    .slice(before)
    .filter((text) => /\b(from|into|update)\b/.test(text));
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.filter((text) => !namesKey(text) && !readsCopies(text))).toEqual([]);
});

/** Whether a statement compares a key with a parameter, or stores one. */
function namesKey(text: string): boolean {
  return routingKeys.some((key) => {
    const compared = new RegExp(`\\b${key}"?\\s*(=|in)\\s*\\(?\\$\\d`);
    const stored = new RegExp(`^\\s*insert into "?\\w+"? \\([^)]*\\b${key}\\b`);
    return compared.test(text) || stored.test(text);
  });
}

function readsCopies(text: string): boolean {
  const tables = [...text.matchAll(/\bfrom "?(\w+)/g)].map(([, table = '']) => table);
  return tables.every((table) => copiedTables.includes(table));
}
