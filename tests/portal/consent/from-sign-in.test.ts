import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { authorizeUrl, newClient, redirectParameters } from '../../support/authorize.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { openUserAgent, type UserAgent } from '../../support/user-agent.ts';
import { lastText } from '../sign-in/signing-in.ts';

let app: TestApp;
let bob: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob', phone: '+32475123456' });
  await newClient(app, 'shop');
});
afterAll(() => app.close());

/** Opens the sign-in page for a request, and enters the password. */
async function enterPassword(agent: UserAgent, url: string) {
  const page = await agent.follow(await agent.get(url));
  return agent.submit(page, { login: bob.username, password: bob.password }, '/login');
}

async function enterCode(agent: UserAgent, passwordResponse: Awaited<ReturnType<typeof enterPassword>>) {
  const page = await agent.follow(passwordResponse);
  return agent.submit(page, { smscode: lastText(app).code }, '/login/smsconfirmation');
}

test('a user signs in, consents, returns without a second factor, and needs it again to share more', async () => {
  const agent = openUserAgent(app);
  const url = authorizeUrl({ scope: 'user:name', state: 'first' });
  const question = await agent.follow(await enterCode(agent, await enterPassword(agent, url)));
  expect(question.text).toContain('Share your data with shop?');
  const allowed = await agent.submit(question, { do: 'allow' }, '/authorize');
  expect(redirectParameters(allowed.headers.location)).toMatchObject({ state: 'first' });

  await app.database.db.deleteFrom('sessions').execute();
  const waived = await agent.follow(await enterPassword(agent, url));
  expect(redirectParameters(waived.headers.location).code).toHaveLength(28);

  const more = authorizeUrl({ scope: 'user:name,user:phone' });
  const page = await enterCode(agent, await enterPassword(agent, more));
  const second = await agent.follow(page);
  expect(second.text).toContain('Phone number');
  await agent.submit(second, { do: 'allow' }, '/authorize');
  const codes = await app.database.db.selectFrom('authorization_codes').select(['scopes', 'amr']).execute();
  expect(codes.map(({ scopes, amr }) => [scopes.join(), amr.join()]).sort()).toEqual([
    ['user:name', 'pwd'],
    ['user:name', 'pwd,sms'],
    ['user:name,user:phone', 'pwd,sms'],
  ]);
});

test('with prompt=login a signed-in user signs in again, once', async () => {
  const agent = openUserAgent(app);
  await agent.follow(
    await enterCode(agent, await enterPassword(agent, authorizeUrl({ prompt: 'select_account' }))),
  );
  app.clock.advance(30);
  const url = authorizeUrl({ prompt: 'login' });
  expect((await agent.follow(await agent.get(url))).text).toContain('You are signed in as bob.');
  const back = await agent.follow(await enterPassword(agent, url));
  expect(redirectParameters(back.headers.location).code).toHaveLength(28);
});
