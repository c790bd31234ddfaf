import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import type { Response } from 'supertest';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { formsOf, openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';
import { newNumber, setUpTotp } from '../users/factors.ts';

let app: TestApp;
let agent: UserAgent;
let bob: TestUser;
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
});
afterAll(() => app.close());

beforeEach(async () => {
  people += 1;
  bob = await newUser(app, {
    email: `bob${people}@company.com`,
    phone: newNumber(),
    firstName: '<b>Bob</b>',
  });
  agent = openUserAgent(app);
  await signInAs(app, agent, bob.username);
});

const path = '/account/data/export';

/** Answers that are files need to be read as bytes. */
async function download(page: Response): Promise<Response> {
  const { values } = formsOf(page.text).find(({ action }) => action === path) ?? { values: {} };
  const cookies = [...agent.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return request(app.web)
    .post(path)
    .set({ Accept: 'text/html', Cookie: cookies })
    .type('form')
    .send(values)
    .responseType('blob');
}

const filesIn = ({ body }: Response) =>
  Object.fromEntries(
    Object.entries(unzipSync(new Uint8Array(body))).map(([name, bytes]) => [name, strFromU8(bytes)]),
  );
const exports = async () =>
  (
    await app.database.db
      .selectFrom('audit_events')
      .select('event')
      .where('username', '=', bob.username)
      .where('event', '=', 'account.exported')
      .execute()
  ).length;

describe('exporting the own data', () => {
  test('gives a file with every area, for programs and for people', async () => {
    await newThirdPartyToken(app, { username: bob.username, client: 'shop' });
    const answer = await download(await agent.get('/account/data'));
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${bob.username}.zip"`,
      'cache-control': 'no-store',
    });
    const files = filesIn(answer);
    expect(Object.keys(files)).toHaveLength(13);
    expect(JSON.parse(files['profile.json'] ?? '')).toMatchObject({ username: bob.username });
    const contacts = JSON.parse(files['contacts.json'] ?? '');
    expect(contacts.emailaddresses).toMatchObject([{ email_address: `bob${people}@company.com` }]);
    expect(JSON.parse(files['authorizations.json'] ?? '')).toMatchObject([{ grantedTo: 'shop', name: true }]);
    expect(JSON.parse(files['apikeys.json'] ?? '')).toMatchObject([{ label: 'test' }]);
    expect(files['index.html']).toContain(`Data of ${bob.username}`);
    expect(files['index.html']).not.toContain('<b>Bob');
    expect(await exports()).toBe(1);
  });

  test('gives no secret', async () => {
    const secret = await setUpTotp(app, bob);
    const everything = Object.values(filesIn(await download(await agent.get('/account/data')))).join();
    const cookie = agent.cookies.get('authenticatedsession') ?? [...agent.cookies.values()].join();
    for (const each of [secret, bob.apiKey.secret, bob.token, cookie]) expect(everything).not.toContain(each);
    expect(everything).not.toMatch(/hash|sealed/i);
  });

  test('is done once in 24 hours, also when asked for twice at once', async () => {
    const page = await agent.get('/account/data');
    const answers = await Promise.all([download(page), download(page)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429]);
    expect(await exports()).toBe(1);
    app.clock.advance(86_401);
    await signInAs(app, agent, bob.username);
    expect((await download(await agent.get('/account/data'))).status).toBe(200);
  });

  test('takes a fresh proof and a form of this site', async () => {
    const page = await agent.get('/account/data');
    expect((await agent.postForm(path, {})).status).toBe(403);
    app.clock.advance(601);
    const away = await agent.submit(page, {}, path);
    expect(away.headers.location).toBe(`/login/confirm?to=${encodeURIComponent(path)}`);
    expect((await agent.get(path)).headers.location).toBe('/account/data');
    expect((await openUserAgent(app).postJson(path, {})).status).toBe(401);
    expect(await exports()).toBe(0);
  });
});
