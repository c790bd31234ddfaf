import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import ts from 'typescript';
import { buildClientPackage } from '../../packages/client/pack.ts';
import { newKey } from '../oauth/code-flow.ts';
import { browserExample } from '../packages/browser-example.ts';
import { type Listening, listen } from '../support/listening.ts';
import { newOrganization } from '../support/organizations.ts';
import { launchChromium } from './chromium.ts';
import { newAccount } from './people.ts';
import { openSite, type Site } from './site.ts';
import { enterPassword, signInByText } from './walks/signing-in.ts';
import { walkerOn } from './walks/walk.ts';
import { watch } from './watch.ts';

const folder = mkdtempSync(join(tmpdir(), 'client-package-'));
const page = new URL('./readme-application/index.html', import.meta.url);
const module = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };

let site: Site;
/** The application of the README, on a different host than the server. */
let application: Listening;
let browser: Browser;

/** Files of the application's server: the package, the code of the README and a page that uses it. */
function fileAt(path: string, example: string): readonly [type: string, content: string] {
  if (path === '/example.js') return ['text/javascript', example];
  if (/^\/sign-in\/[\w-]+\.js$/.test(path))
    return ['text/javascript', readFileSync(join(folder, path), 'utf8')];
  return ['text/html', readFileSync(page, 'utf8')];
}

beforeAll(async () => {
  buildClientPackage(folder);
  site = await openSite();
  application = await listen('127.0.0.1');
  const code = browserExample()
    .replaceAll('https://id.example.org', site.url)
    .replaceAll('https://shop.example', application.url);
  const { outputText } = ts.transpileModule(code, { compilerOptions: module });
  application.serve(({ url = '' }, response) => {
    const [type, content] = fileAt(new URL(url, application.url).pathname, outputText);
    response.setHeader('Content-Type', type).end(content);
  });
  await newOrganization(site.app.database.db, 'shop');
  await newKey(site.app, 'shop', {
    callbackUrl: `${application.url}/callback`,
    isPublic: true,
    postLogoutRedirectUris: [`${application.url}/`],
  });
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await application.close();
  await site.close();
  rmSync(folder, { recursive: true });
});

test('the application of the README signs in, renews its token once and signs out', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const problems = watch(context, site.url, application.url);
  let tokenRequests = 0;
  context.on('request', (request) => {
    if (request.url().endsWith('/access_token') && request.method() === 'POST') tokenRequests += 1;
  });
  const account = await newAccount(site);
  const shop = await context.newPage();
  await shop.clock.install();
  const walker = walkerOn(site, shop, async () => undefined);
  const shows = (heading: string) => shop.getByRole('heading', { name: heading, exact: true }).waitFor();

  await shop.goto(application.url);
  await walker.press('Sign in');
  await enterPassword(walker, account.email, account.password, true);
  await signInByText(walker);
  await walker.press('Allow');
  await shows('Welcome, Ada Byron');
  expect(tokenRequests).toBe(1);

  await shop.clock.fastForward('23:49:30');
  await walker.press('Greet again');
  await shows('Welcome, Ada Byron. Welcome, Ada Byron');
  expect(tokenRequests).toBe(2);

  await walker.press('Sign out');
  await shop.waitForURL(`${application.url}/`);
  await shows('Not signed in');
  const { db } = site.app.database;
  expect(await db.selectFrom('refresh_tokens').select('username').execute()).toEqual([]);
  expect(problems).toEqual([]);
  await context.close();
});
