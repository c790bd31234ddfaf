import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { readInventory } from '../portal/inventory.ts';
import { type FakeProvider, openFakeProvider } from '../support/fake-provider.ts';
import { launchChromium } from './chromium.ts';
import { writeLegalTexts } from './legal-texts.ts';
import { type Looker, normal, openLooker } from './look.ts';
import { notLookedAt, pageRoutes } from './page-routes.ts';
import { openSite, type Site } from './site.ts';
import * as accountWalks from './walks/account.ts';
import * as buttonWalks from './walks/buttons.ts';
import * as consentWalks from './walks/consent.ts';
import * as dataWalks from './walks/data.ts';
import { linkedAccounts, noLinkedAccounts } from './walks/linked.ts';
import { longNames } from './walks/long-names.ts';
import * as operationWalks from './walks/operation.ts';
import * as operatorWalks from './walks/operator.ts';
import * as organizationWalks from './walks/organization.ts';
import * as otherWalks from './walks/others.ts';
import * as personWalks from './walks/person.ts';
import * as protocolWalks from './walks/protocol.ts';
import * as recoveryWalks from './walks/recovery.ts';
import * as refusalWalks from './walks/refusals.ts';
import * as registrationWalks from './walks/registration.ts';
import * as signInWalks from './walks/sign-in.ts';
import { type Walk, walkerOn } from './walks/walk.ts';
import { watch } from './watch.ts';

/** Routes of all sites in this file. */
const routes = new Set<string>();
/** Routes that were checked. */
const seen = new Set<string>();
/** Names of the screenshots. */
const names = new Set<string>();

let browser: Browser;
let provider: FakeProvider;
beforeAll(async () => {
  browser = await launchChromium();
  provider = await openFakeProvider();
});
afterAll(async () => {
  await browser.close();
  await provider.close();
});

async function problemsOn(site: Site, { lookAt }: Looker, walk: Walk): Promise<string[]> {
  const context = await browser.newContext({ locale: 'en-GB', ...normal });
  const problems = watch(context, site.url, provider.url);
  const page = await context.newPage();
  try {
    await walk(walkerOn(site, page, async (name) => void problems.push(...(await lookAt(page, name)))));
  } finally {
    await context.close();
  }
  return problems;
}

const walks = {
  ...registrationWalks,
  ...signInWalks,
  ...recoveryWalks,
  ...consentWalks,
  ...accountWalks,
  ...personWalks,
  ...refusalWalks,
  ...organizationWalks,
  longNames,
  data: dataWalks.data,
  linkedAccounts: linkedAccounts(() => provider),
  ...otherWalks,
  ...operatorWalks,
  ...operationWalks,
  ...protocolWalks,
};

const plainWalks = { ...buttonWalks, noLinkedAccounts };

describe.each([
  ['', async () => ({ ...provider.settings, ...(await writeLegalTexts()) }), walks],
  [', where links are opened in another browser', async () => ({}), plainWalks],
] as const)('every page of the site%s', (_name, settings, ownWalks) => {
  let site: Site;
  let looker: Looker;
  beforeAll(async () => {
    site = await openSite(await settings());
    looker = openLooker(site);
    for (const route of site.app.paths) routes.add(route);
  });
  afterAll(() => site.close());
  afterEach(() => {
    for (const route of looker.routes) seen.add(route);
    for (const name of looker.names) names.add(name);
  });

  // promise: accessible, page-headers
  test.each(Object.entries<Walk>(ownWalks))(
    'is accessible, fits small screens, is translated and contacts no other host: %s',
    async (_walkName, walk) => expect(await problemsOn(site, looker, walk)).toEqual([]),
  );
});

test('every page of the site is checked, or listed with the reason why not', () => {
  const missing = pageRoutes([...routes]).filter((route) => !seen.has(route));
  expect(missing.sort()).toEqual(Object.keys(notLookedAt).sort());
});

test('every picture in the inventory of pages is taken', () => {
  const named = readInventory().flatMap(({ pictures }) => pictures);
  expect(named.filter((name) => !names.has(name))).toEqual([]);
});
