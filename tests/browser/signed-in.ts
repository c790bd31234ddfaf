import type { BrowserContext } from 'playwright-core';
import { openUserAgent, signInAs } from '../support/user-agent.ts';
import type { Site } from './site.ts';

/** Signs a browser in without the pages for it. */
export async function enterAs({ app, url }: Site, context: BrowserContext, username: string): Promise<void> {
  const agent = openUserAgent(app);
  await signInAs(app, agent, username);
  await context.addCookies([...agent.cookies].map(([name, value]) => ({ name, value, url })));
}
