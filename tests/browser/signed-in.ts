import type { BrowserContext } from 'playwright-core';
import { openUserAgent, signInAs } from '../support/user-agent.ts';
import type { Site } from './site.ts';

/** Signs a user in without pages. */
export async function enterAs({ app, url }: Site, context: BrowserContext, username: string): Promise<void> {
  const agent = openUserAgent(app);
  await signInAs(app, agent, username);
  await context.addCookies([...agent.cookies].map(([name, value]) => ({ name, value, url })));
}
