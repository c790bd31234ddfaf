import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { type FakeProvider, openFakeProvider } from '../../support/fake-provider.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';
import { callerWith } from '../../users/caller.ts';
import { pngFile } from '../../users/pictures.ts';
import { press } from './pressing.ts';

type Provider = 'github' | 'facebook';

/** Opens an application whose providers of linked accounts are faked; each test has a new user, signed in. */
export function linkingVisitor() {
  let provider: FakeProvider;
  let app: TestApp;
  beforeAll(async () => {
    provider = await openFakeProvider();
    app = await openTestApp(provider.settings);
  });
  afterAll(async () => {
    await app.close();
    await provider.close();
  });

  let user: TestUser;
  let agent: UserAgent;
  beforeEach(async () => {
    provider.pictureContent = await pngFile();
    await signInAsNewUser();
  });
  afterEach(() => {
    provider.overrides.clear();
    provider.requests.length = 0;
    provider.picture = `${provider.url}/face.png`;
  });

  async function signInAsNewUser(): Promise<void> {
    user = await newUser(app);
    agent = openUserAgent(app);
    await signInAs(app, agent, user.username);
  }

  /** Presses Connect. @returns the address to which the browser is redirected */
  async function connect(name: Provider, browser = agent): Promise<string> {
    const response = await press(browser, await browser.get('/account/linked'), { connect: name });
    expect(response.status).toBe(303);
    return response.headers.location ?? '';
  }

  /** Presses Connect and agrees. @returns the path of the redirect back */
  const agreed = async (name: Provider) => provider.agree(await connect(name)).replace(testUrl, '');

  const rowsOf = (table: 'user_github_accounts' | 'user_facebook_accounts' | 'linked_account_pictures') =>
    app.database.db.selectFrom(table).selectAll().where('username', '=', user.username).execute();

  return {
    app: () => app,
    agent: () => agent,
    user: () => user,
    provider: () => provider,
    signInAsNewUser,
    connect,
    agreed,
    link: async (name: Provider) => agent.get(await agreed(name)),
    profile: async ({ username, token } = user) =>
      (await callerWith(app, token).get(`/users/${username}`).expect(200)).body,
    /** All stored links; a refusal changes none of them. */
    kept: async () => [
      ...(await rowsOf('user_github_accounts')),
      ...(await rowsOf('user_facebook_accounts')),
      ...(await rowsOf('linked_account_pictures')),
    ],
  };
}
