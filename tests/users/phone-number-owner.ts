import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type Caller, callerWith } from './caller.ts';
import { newNumber, phoneFacts, proveNumber } from './factors.ts';

/** Opens an application; each test has a new user without phone numbers. */
export function phoneNumberOwner() {
  let app: TestApp;
  let user: TestUser;
  let me: Caller;
  let list: string;

  beforeAll(async () => {
    app = await openTestApp();
    await newOrganization(app.database.db, 'shop');
    await newOrganization(app.database.db, 'other shop');
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    user = await newUser(app);
    me = callerWith(app, user.token);
    list = `/users/${user.username}/phonenumbers`;
    app.senders.texts.length = 0;
  });

  const item = (label: string) => `${list}/${encodeURIComponent(label)}`;
  const stored = async (query = '') => (await me.get(list + query).expect(200)).body;
  const facts = () => phoneFacts(app, user.username);

  async function add(label: string, phonenumber = newNumber()): Promise<string> {
    await me.post(list, { label, phonenumber }).expect(201);
    return phonenumber;
  }

  async function addValidated(label: string, phonenumber = newNumber()): Promise<string> {
    await add(label, phonenumber);
    await proveNumber(app, user.username, phonenumber);
    return phonenumber;
  }

  /** An open validation of a number of the profile. */
  async function startValidation(label: string): Promise<void> {
    await me.post(`${item(label)}/validate`).expect(200);
  }

  async function share(labels: Readonly<Record<string, string>>, globalid = 'shop'): Promise<void> {
    const rows = Object.entries(labels).map(([requested, real], position) => ({
      username: user.username,
      granted_to: globalid,
      kind: 'phonenumbers' as const,
      requested_label: requested.replace('!', ''),
      real_label: real,
      can_write: requested.endsWith('!'),
      position,
    }));
    await app.database.db.insertInto('user_authorization_labels').values(rows).execute();
  }

  async function application(scopes: readonly string[], globalid = 'shop'): Promise<Caller> {
    return callerWith(
      app,
      await newThirdPartyToken(app, {
        username: user.username,
        client: globalid,
        scopes,
        shared: 'as it is',
      }),
    );
  }

  return {
    app: () => app,
    user: () => user,
    me: () => me,
    list: () => list,
    item,
    stored,
    facts,
    add,
    addValidated,
    startValidation,
    share,
    application,
  };
}
