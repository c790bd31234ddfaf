import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { listApiKeys } from '../../../src/organizations/api-keys/queries.ts';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { addPerson, newApiKey } from '../../support/organizations.ts';
import type { UserAgent } from '../../support/user-agent.ts';
import { expectRefusals, newCallers, newPerson } from './owners.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

async function newShop(isPublic = false) {
  const callers = await newCallers(app);
  const { globalid, path } = callers;
  const settings = { callbackUrl: 'https://shop.example/cb', matchesExactly: true, requiresPkce: true };
  await newApiKey(app.database.db, { globalid, label: 'site', isPublic, ...settings });
  await newApiKey(app.database.db, { globalid, label: 'robot' });
  const keys = await listApiKeys(app.database.db, globalid);
  const pageOf = (label: string) => `${path}/clients/${keys.find((key) => key.label === label)?.keyId}/try`;
  return { ...callers, page: pageOf('site'), robot: pageOf('robot') };
}

const ownPath = (response: Response) => (response.headers.location ?? '').replace(testUrl, '');

/** Sends the request and consents. @returns the address of the redirect */
async function signIn(agent: UserAgent, page: string): Promise<string> {
  const sent = await agent.submit(await agent.get(page), {}, page);
  expect(sent.headers.location).toMatch(/^\/v1\/oauth\/authorize\?client_id=[\w-]+&request_uri=/);
  const question = await agent.get(ownPath(await agent.get(sent.headers.location ?? '')));
  const agreed = await agent.submit(question, { do: 'allow' }, '/authorize');
  expect(ownPath(agreed)).toMatch(`${page}?code=`);
  return ownPath(agreed);
}

test.each([false, true])(
  'an owner tries a client out and sees tokens and userinfo; public: %s',
  async (isPublic) => {
    const { owner, globalid, page } = await newShop(isPublic);
    const { status, text } = await owner.agent.get(await signIn(owner.agent, page));
    expect(status).toBe(200);
    for (const part of [
      'The code has been redeemed.',
      `&quot;aud&quot;: &quot;${globalid}&quot;`,
      '&quot;alg&quot;',
    ])
      expect(text).toContain(part);
    expect(text).toContain(`&quot;sub&quot;: &quot;${owner.username}&quot;`);
    const { db } = app.database;
    const tokens = () =>
      db.selectFrom('access_tokens').select('token_hash').where('client_id', '=', globalid);
    expect(await tokens().execute()).toEqual([]);
  },
);

test('a response is shown once, and only in the session that asked for it', async () => {
  const { owner, globalid, page } = await newShop();
  const response = await signIn(owner.agent, page);
  const other = await newPerson(app, 'other');
  await addPerson(app.database.db, globalid, other.username, 'owner');
  expect((await other.agent.get(response)).text).toContain('does not belong to a request of yours');
  expect((await owner.agent.get(response)).text).toContain('The code has been redeemed.');
  expect((await owner.agent.get(response)).text).toContain('the code was already used');
  const forged = response.replace(/state=[^&]+/, 'state=abc');
  expect((await owner.agent.get(forged)).text).toContain('does not belong to a request of yours');
});

test('a refusal is shown with the way to the log', async () => {
  const { owner, path, page } = await newShop();
  const sent = await owner.agent.submit(await owner.agent.get(page), {}, page);
  const question = await owner.agent.get(ownPath(await owner.agent.get(sent.headers.location ?? '')));
  const refused = ownPath(await owner.agent.submit(question, { do: 'cancel' }, '/authorize'));
  expect(refused).toMatch(`${page}?error=access_denied`);
  const shown = await owner.agent.get(refused);
  expect(shown.text).toContain('<code>access_denied</code>');
  expect(shown.text).toContain(`href="${path}/clients/log"`);
});

test('foreign text in the address is not shown as a refusal', async () => {
  const { owner, page } = await newShop();
  for (const state of ['', '&state=abc']) {
    const shown = await owner.agent.get(`${page}?error=access_denied&error_description=Call+us${state}`);
    expect(shown.text).toContain('does not belong to a request of yours');
    expect(shown.text).not.toContain('Call us');
  }
});

test('no other address of this server, and no other client, gets a response there', async () => {
  const { owner, globalid, page, robot } = await newShop();
  const other = await newShop();
  for (const path of [`${page}/`, `${page}?x=1`, page.replace('/try', ''), robot, other.page]) {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: globalid,
      redirect_uri: `${testUrl}${path}`,
    });
    expect([path, (await owner.agent.get(`/v1/oauth/authorize?${query}`)).status]).toEqual([path, 400]);
  }
  expect((await owner.agent.get(robot)).status).toBe(404);
});

test('only owners try a client out', async () => {
  const callers = await newShop();
  const { member, stranger, page } = callers;
  await expectRefusals({ app, callers, action: page, fields: {} });
  expect((await member.agent.get(page)).status).toBe(403);
  expect((await stranger.agent.get(page)).status).toBe(404);
  expect(
    await app.database.db
      .selectFrom('pushed_requests')
      .select('client_id')
      .where('client_id', '=', callers.globalid)
      .execute(),
  ).toEqual([]);
});
