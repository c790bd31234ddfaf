import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/app.ts';
import { authorizeUrl, newClient, storeRecord } from '../support/authorize.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, type UserAgent } from '../support/user-agent.ts';

/** Opens an application with the user bob and clients of several kinds; each test has a new browser. */
export function authorizationVisitor() {
  let app: TestApp;
  let agent: UserAgent;

  beforeAll(async () => {
    app = await openTestApp();
    await newUser(app, { username: 'bob' });
    await newClient(app, 'shop');
    await newClient(app, 'phone app', { callbackUrl: 'com.example.shop:/cb', isPublic: true });
    await newClient(app, 'careful', { callbackUrl: 'https://careful.example/', requiresPkce: true });
    await newClient(app, 'machine', { callbackUrl: '' });
  });
  afterAll(() => app.close());
  beforeEach(() => {
    agent = openUserAgent(app);
  });
  afterEach(async () => {
    const { db } = app.database;
    for (const table of ['authorization_codes', 'authorization_requests', 'user_authorizations'] as const)
      await db.deleteFrom(table).execute();
  });

  return {
    app: () => app,
    agent: () => agent,
    codes: () => app.database.db.selectFrom('authorization_codes').selectAll().execute(),
    /** The authorization request of the client `shop`, with these parameters. */
    send: (parameters: Record<string, string | undefined> = {}) => agent.get(authorizeUrl(parameters)),
    /** Stores that bob has consented before. */
    agreed: (scopes: readonly string[] = ['user:name']) =>
      storeRecord(app, 'bob', { flags: new Set(scopes) }),
  };
}
