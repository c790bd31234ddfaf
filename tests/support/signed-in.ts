import { readConfig } from '../../src/base/read-config.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import { createSessions } from '../../src/sessions/sessions.ts';
import type { Cookies } from '../../src/web/cookies.ts';
import type { TestApp } from './app.ts';
import { openUserAgent, silentEnding, type UserAgent } from './user-agent.ts';

/** A browser in which a user is fully signed in, without using pages. */
export async function signedInAgent(app: TestApp, username: string): Promise<UserAgent> {
  const agent = openUserAgent(app);
  const cookies: Cookies = {
    get: () => undefined,
    set: (_name, value) => void agent.cookies.set('authenticatedsession', value),
    remove: () => undefined,
    changes: () => [],
  };
  const { sessions } = readConfig({ NODE_ENV: 'test' });
  const now = app.clock.now();
  const session = { purpose: 'interactive', username, amr: ['pwd', 'sms'], authenticatedAt: now } as const;
  const { db } = app.database;
  const started = createSessions(db, sessions, silentEnding);
  await inTransaction(db, (trx) => started.start(trx, cookies, session, now));
  return agent;
}
