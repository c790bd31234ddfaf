import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { UserManager } from 'oidc-client-ts';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { type Board, openBoard } from './board.ts';
import { launchChromium } from './chromium.ts';
import { type Account, newAccount } from './people.ts';
import { enterPassword, signInByText } from './walks/signing-in.ts';
import { walkerOn } from './walks/walk.ts';
import { watch } from './watch.ts';

declare const manager: UserManager;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const hasStarted = (page: Page) => page.waitForFunction(() => 'manager' in window);

/** Runs `work` in the page once the application has started. */
async function inApplication<T>(page: Page, work: () => T | Promise<T>): Promise<T> {
  await hasStarted(page);
  return page.evaluate(work);
}

describe.each(['compatible', 'strict'])('oidc-client-ts in a browser, profile %s', (profile) => {
  let board: Board;
  let context: BrowserContext;
  let account: Account;
  let problems: string[];
  beforeAll(async () => {
    board = await openBoard(profile);
  });
  afterAll(() => board.close());
  beforeEach(async () => {
    board.settings = {};
    context = await browser.newContext({ locale: 'en-GB', ignoreHTTPSErrors: true });
    problems = watch(context, board.site.url, board.sameSite, board.crossSite);
    account = await newAccount(board.site);
  });
  afterEach(async () => {
    await context.close();
    expect(problems).toEqual([]);
  });

  const tokensOf = ({ username }: Account) =>
    board.site.app.database.db
      .selectFrom('refresh_tokens')
      .select('scopes')
      .where('username', '=', username)
      .execute();
  const walk = (page: Page) => walkerOn(board.site, page, async () => undefined);
  const welcome = (page: Page) => page.getByRole('heading', { name: 'Welcome, Ada Byron' }).waitFor();

  async function answerPages(page: Page): Promise<void> {
    const walker = walk(page);
    await enterPassword(walker, account.email, account.password, true);
    await signInByText(walker);
    await walker.press('Allow');
  }

  async function signIn(origin: string, opened?: Page): Promise<Page> {
    const page = opened ?? (await context.newPage());
    await page.goto(origin);
    await hasStarted(page);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await answerPages(page);
    await welcome(page);
    return page;
  }

  /** Waits until this many token requests are in progress. */
  async function holdTokenRequests(count: number): Promise<void> {
    const held: Route[] = [];
    const hold = async (route: Route) => {
      held.push(route);
      if (held.length === count) await Promise.all(held.map((each) => each.continue()));
    };
    await context.route('**/access_token', hold, { times: count });
  }

  const renew = (page: Page) =>
    inApplication(page, async () => {
      const user = await manager.signinSilent();
      return { access: user?.access_token, refresh: user?.refresh_token, sub: user?.profile.sub };
    });
  const renewByFrame = (page: Page) =>
    inApplication(page, async () => {
      const user = await manager.signinSilent({ forceIframeAuth: true }).catch((error) => error);
      return user.error ?? user.profile.sub;
    });
  const tokenOf = (page: Page) => inApplication(page, async () => (await manager.getUser())?.access_token);
  const userinfoOf = (page: Page) =>
    inApplication(page, async () => {
      const { userinfo_endpoint } = await manager.metadataService.getMetadata();
      const { access_token } = (await manager.getUser()) ?? {};
      const headers = { Authorization: `Bearer ${access_token}` };
      const response = await fetch(String(userinfo_endpoint), { headers });
      return [response.status, (await response.json()).email];
    });
  /** Includes the server's nonce if it requires one. */
  const userinfoWithProofOf = (page: Page) =>
    inApplication(page, async () => {
      const { userinfo_endpoint: url = '' } = await manager.metadataService.getMetadata();
      const user = await manager.getUser();
      if (!user) throw new Error('no user');
      const send = async (nonce?: string) => {
        const proof = await manager.dpopProof(url, user, 'GET', nonce);
        return fetch(url, { headers: { Authorization: `DPoP ${user.access_token}`, DPoP: String(proof) } });
      };
      const response = await send();
      const nonce = response.headers.get('DPoP-Nonce');
      const last = response.status === 401 && nonce !== null ? await send(nonce) : response;
      return (await last.json()).email;
    });

  // promise: spa
  test('signs in by code with PKCE and asks userinfo from another origin', async () => {
    const page = await signIn(board.crossSite);
    expect(await userinfoOf(page)).toEqual([200, account.email]);
    const { profile: claims, scope } = (await inApplication(page, () => manager.getUser())) ?? {};
    expect([claims?.sub, claims?.email, scope]).toEqual([
      account.username,
      account.email,
      'openid profile email',
    ]);
  });

  // promise: spa
  test.each([
    ['bearer tokens', false],
    ['tokens bound by DPoP', true],
  ])('renews in two tabs at once, and both stay signed in: %s', async (_what, bindsTokens) => {
    board.settings = { bindsTokens };
    const one = await signIn(board.crossSite);
    const two = await context.newPage();
    await two.goto(board.crossSite);
    await welcome(two);
    await holdTokenRequests(2);
    const [first, second] = await Promise.all([renew(one), renew(two)]);
    expect(first.refresh).toBe(second.refresh);
    board.site.app.clock.advance(31);
    expect((await renew(one)).sub).toBe(account.username);
    expect((await renew(two)).sub).toBe(account.username);
    for (const page of [one, two]) {
      const email = bindsTokens ? await userinfoWithProofOf(page) : (await userinfoOf(page))[1];
      expect(email).toBe(account.email);
    }
  });

  // promise: spa-frame
  test('renews by a hidden frame below the same domain, while the user is signed in here', async () => {
    const page = await signIn(board.sameSite);
    expect(await renewByFrame(page)).toBe(account.username);
    await context.clearCookies();
    expect(await renewByFrame(page)).toBe('login_required');
  });

  // promise: spa-frame
  test('learns below another domain that a hidden frame has no cookies, and renews by refresh token', async () => {
    const page = await signIn(board.crossSite);
    expect(await renewByFrame(page)).toBe('login_required');
    expect((await renew(page)).sub).toBe(account.username);
  });

  // promise: spa
  test('signs in by popup', async () => {
    const page = await context.newPage();
    await page.goto(board.crossSite);
    await hasStarted(page);
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: 'Sign in by popup' }).click(),
    ]);
    await answerPages(popup);
    await welcome(page);
  });

  // promise: spa-frame
  test('renews by itself before the access token expires', async () => {
    const page = await context.newPage();
    await page.clock.install();
    const signedIn = await signIn(board.crossSite, page);
    const before = await tokenOf(signedIn);
    await page.clock.fastForward('59:30');
    await page.waitForFunction(async (token) => (await manager.getUser())?.access_token !== token, before);
    expect(await userinfoOf(page)).toEqual([200, account.email]);
  });

  // promise: dpop-binding
  test('binds its tokens to a key by DPoP, nonce included, and renews them', async () => {
    board.settings = { bindsTokens: true };
    const page = await signIn(board.crossSite);
    expect((await renew(page)).sub).toBe(account.username);
    expect(await inApplication(page, async () => (await manager.getUser())?.token_type)).toBe('DPoP');
    expect(await userinfoWithProofOf(page)).toBe(account.email);
    expect((await userinfoOf(page))[0]).toBe(401);
  });

  // promise: spa-session
  test('does not monitor the session where the server offers no frame for it', async () => {
    board.settings = { monitorSession: true };
    const page = await signIn(board.sameSite);
    await page.reload();
    await welcome(page);
    expect(await page.locator('iframe').count()).toBe(0);
  });

  // promise: spa
  test('signs out at the application and here, comes back, and is signed in nowhere', async () => {
    board.settings = { revokeTokensOnSignout: true };
    const page = await signIn(board.sameSite);
    await hasStarted(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
    expect(await renewByFrame(page)).toBe('login_required');
    expect(await tokensOf(account)).toEqual([]);
  });

  // promise: spa
  test.each([
    ['popup', 'another domain'],
    ['hidden frame', 'the same domain'],
  ])('signs out by %s, below %s', async (way, domain) => {
    const page = await signIn(domain === 'the same domain' ? board.sameSite : board.crossSite);
    if (way === 'popup') await inApplication(page, () => manager.signoutPopup());
    else await inApplication(page, () => manager.signoutSilent({ state: {} }));
    await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
    const sessions = board.site.app.database.db.selectFrom('sessions').select('purpose');
    expect(await sessions.where('username', '=', account.username).execute()).toEqual([]);
  });
});
