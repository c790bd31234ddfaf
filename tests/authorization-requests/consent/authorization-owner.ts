import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { type Caller, callerWith } from '../../users/caller.ts';

/** Opens an application with organizations; each test has a new user. */
export function authorizationOwner() {
  let app: TestApp;
  let user: TestUser;
  let me: Caller;
  let list: string;

  beforeAll(async () => {
    app = await openTestApp();
    for (const globalid of ['shop', 'club', 'club.chess', 'bank', 'bank.vault', 'zoo']) {
      await newOrganization(app.database.db, globalid);
    }
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    user = await newUser(app);
    me = callerWith(app, user.token);
    list = `/users/${user.username}/authorizations`;
  });

  const put = (body: object, grantedTo = 'shop') => me.put(`${list}/${grantedTo}`, body);
  const blank = (grantedTo = 'shop') => ({
    username: user.username,
    grantedTo,
    name: false,
    organizations: [],
    ownerof: { emailaddresses: [] },
  });

  /** Everything stored about what this user shares. */
  async function stored() {
    const tables = [
      'user_authorizations',
      'user_authorization_labels',
      'user_authorization_organizations',
      'user_authorization_owned_emails',
    ] as const;
    const { db } = app.database;
    const rows = tables.map((table) =>
      db.selectFrom(table).selectAll().where('username', '=', user.username).execute(),
    );
    return Promise.all(rows);
  }

  const addresses = ['home', 'work'].map((label) => ({
    label,
    street: 'S',
    nr: '1',
    postalcode: '9000',
    city: 'Gent',
    country: 'Belgium',
  }));

  async function addAddresses(): Promise<void> {
    for (const address of addresses) await me.post(`/users/${user.username}/addresses`, address).expect(201);
  }

  const map = (requestedlabel: string, reallabel: string, scope?: string) => ({
    requestedlabel,
    reallabel,
    ...(scope !== undefined && { scope }),
  });
  const shown = (requestedlabel: string, reallabel: string) => ({ requestedlabel, reallabel, scope: '' });

  return {
    app: () => app,
    user: () => user,
    me: () => me,
    list: () => list,
    put,
    blank,
    stored,
    addresses,
    addAddresses,
    map,
    shown,
  };
}
