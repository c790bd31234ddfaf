import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { lookAt } from './look.ts';
import { openSite, type Site } from './site.ts';
import * as accountWalks from './walks/account.ts';
import * as buttonWalks from './walks/buttons.ts';
import * as consentWalks from './walks/consent.ts';
import * as dataWalks from './walks/data.ts';
import * as operationWalks from './walks/operation.ts';
import * as operatorWalks from './walks/operator.ts';
import * as organizationWalks from './walks/organization.ts';
import * as otherWalks from './walks/others.ts';
import * as personWalks from './walks/person.ts';
import * as protocolWalks from './walks/protocol.ts';
import * as recoveryWalks from './walks/recovery.ts';
import * as registrationWalks from './walks/registration.ts';
import * as signInWalks from './walks/sign-in.ts';
import { type Walk, walkerOn } from './walks/walk.ts';
import { watch } from './watch.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function problemsOn(site: Site, walk: Walk): Promise<string[]> {
  const context = await browser.newContext({ locale: 'en-GB' });
  const problems = watch(context, site.url);
  context.setDefaultTimeout(10_000);
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
  ...organizationWalks,
  data: dataWalks.data,
  ...otherWalks,
  ...operatorWalks,
  ...operationWalks,
  ...protocolWalks,
};

describe.each([
  ['', {}, walks],
  [', where links are opened in another browser', {}, buttonWalks],
])('every page, in light and dark colours and 320 pixels narrow%s', (_name, settings, ownWalks) => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite(settings);
  });
  afterAll(() => site.close());

  test.each(Object.entries<Walk>(ownWalks))(
    'has no barrier, asks no other host, says nothing to the console: %s',
    async (_walkName, walk) => expect(await problemsOn(site, walk)).toEqual([]),
  );
});
