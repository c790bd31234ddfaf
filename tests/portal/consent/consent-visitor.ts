import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import request, { type Response, type Test } from 'supertest';
import { findAuthorization } from '../../../src/consents/queries.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { authorizeUrl, newClient } from '../../support/authorize.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { formsOf, openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';

/** Opens an application with the client `shop` and the organization `club`; each test has a new user, signed in. */
export function consentVisitor() {
  let app: TestApp;
  let agent: UserAgent;
  let user: TestUser;
  let number = 0;

  beforeAll(async () => {
    app = await openTestApp();
    await newClient(app, 'shop');
    await newOrganization(app.database.db, 'club');
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    number += 1;
    const contacts = { email: `bob${number}@company.com`, phone: `+3247500${1000 + number}` };
    user = await newUser(app, { username: `bob${number}`, ...contacts });
    agent = openUserAgent(app);
    await signInAs(app, agent, user.username);
  });
  afterEach(() => app.database.db.deleteFrom('authorization_requests').execute());

  const choose = (page: Response, fields: Record<string, string>) => agent.submit(page, fields, '/authorize');
  const callApi = (call: Test) => call.set('Authorization', `token ${user.token}`);
  const addEntry = (path: string, entry: object) =>
    callApi(request(app.web).post(`/api/users/${user.username}${path}`))
      .send(entry)
      .expect(201);

  return {
    app: () => app,
    agent: () => agent,
    user: () => user,
    /** Different for each test. */
    number: () => number,

    /** The consent page. */
    async openConsent(scope: string, more: Record<string, string> = {}): Promise<Response> {
      const response = await agent.get(authorizeUrl({ scope, ...more }));
      expect(response.headers.location).toMatch(/^\/authorize\?request=/);
      return agent.get(response.headers.location ?? '');
    },
    choose,
    allow: (page: Response, fields: Record<string, string> = {}) => choose(page, { do: 'allow', ...fields }),

    record: () => findAuthorization(app.database.db, user.username, 'shop'),
    codes: () =>
      app.database.db
        .selectFrom('authorization_codes')
        .selectAll()
        .where('username', '=', user.username)
        .execute(),

    addEntry,
    async addEntries(): Promise<void> {
      await addEntry('/addresses', address('home'));
      await addEntry('/addresses', address('motherinlaw'));
      await addEntry('/emailaddresses', { label: 'work', emailaddress: `work${number}@company.com` });
    },
    removeAddress: (label: string) =>
      callApi(request(app.web).delete(`/api/users/${user.username}/addresses/${label}`)).expect(204),
  };
}

export const address = (label: string) => ({
  label,
  street: 'Main street',
  nr: '1',
  postalcode: '9000',
  city: 'Gent',
  country: 'Belgium',
});

/** The form of the page, without the boxes and choices that `emptied` names. */
export function keptBoxes(page: Response, emptied: Record<string, string>) {
  const form = formsOf(page.text).find(({ action }) => action.startsWith('/authorize'));
  const values = { ...form?.values };
  for (const name of Object.keys(emptied)) {
    if (name.startsWith('give ')) delete values[name];
    else values[name] = '';
  }
  return { action: form?.action ?? '', values };
}
