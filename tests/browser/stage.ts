import { afterAll, beforeAll } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { newVisitor, openTown, type Town, type Visitor } from './journeys.ts';
import { newAccount } from './people.ts';
import { enterAs } from './signed-in.ts';

/** The town of a test file and the browser that walks through it: open from before its tests until after them. */
export interface Stage {
  readonly town: Town;
  newVisitor(options?: BrowserContextOptions): Promise<Visitor>;
  /** Signs a browser in as a new user. @returns the name of the user */
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
