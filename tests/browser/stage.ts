import { afterAll, beforeAll } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { newVisitor, openTown, type Town, type Visitor } from './journeys.ts';
import { newAccount } from './people.ts';
import { enterAs } from './signed-in.ts';

/** A town and a browser, open while the tests of a file run. */
export interface Stage {
  readonly town: Town;
  newVisitor(options?: BrowserContextOptions): Promise<Visitor>;
  /** Signs a new user in. @returns the username */
  enter(visitor: Visitor): Promise<string>;
}

export function openStage(): Stage {
  let browser: Browser;
  let town: Town;
  beforeAll(async () => {
    browser = await launchChromium();
    town = await openTown();
  });
  afterAll(async () => {
    await browser.close();
    await town.close();
  });
  return {
    get town() {
      return town;
    },
    newVisitor: (options) => newVisitor(browser, town, options),
    async enter({ context }) {
      const { username } = await newAccount(town.site);
      await enterAs(town.site, context, username);
      return username;
    },
  };
}
