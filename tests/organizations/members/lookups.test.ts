import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { callsTo } from '../outsiders.ts';

let app: TestApp;
let asOwner: ReturnType<typeof callsTo>;

beforeAll(async () => {
  app = await openTestApp();
  const { token } = await newUser(app, { username: 'ann' });
  await newUser(app, { username: 'bob', email: 'bob@home.org', phone: '+3212345678' });
  await newUser(app, { username: 'carl', email: 'carl@home.org' });
  await newOrganization(app.database.db, 'club', { owner: 'ann', members: ['carl'] });
  asOwner = callsTo(app, 'club', token);
});

afterAll(() => app.close());

beforeEach(() => app.database.db.deleteFrom('rate_limits').execute());

const calls = {
  userIsMember: (text: string) => asOwner('get', `/users/ismember/${encodeURIComponent(text)}`),
  updateOrganizationMemberShip: (text: string) =>
    asOwner('put', '/members', { username: text, role: 'owner' }),
  removeOrganizationMember: (text: string) => asOwner('delete', `/members/${encodeURIComponent(text)}`),
  removeOrganizationOwner: (text: string) => asOwner('delete', `/owners/${encodeURIComponent(text)}`),
};

const people = async () => {
  const { body } = await asOwner('get', '').expect(200);
  return [body.owners, body.members];
};

// promise: private-contacts
test.each(Object.entries(calls))(
  '%s responds the same for an address with and without a user',
  async (_name, call) => {
    for (const [known, unknown] of [
      ['bob@home.org', 'x@home.org'],
      ['+3212345678', '+3212345679'],
    ] as const) {
      const [one, two] = [await call(known), await call(unknown)];
      expect([one.status, one.body]).toEqual([two.status, two.body]);
      const statements = (text: string) => app.database.countStatements(() => call(text));
      expect(await statements(known)).toBe(await statements(unknown));
    }
    expect(await people()).toEqual([['ann'], ['carl']]);
  },
);

test.each(Object.entries(calls))(
  '%s counts look-ups by address, none by name, and refuses too many',
  async (_name, call) => {
    const { db } = app.database;
    for (const text of ['bob', 'bob@home.org', 'x@home.org', '+3212345678']) await call(text);
    const rows = db.selectFrom('rate_limits').select('points').where('key', 'like', 'user look-ups %');
    expect(await rows.execute()).toEqual([{ points: 3 }, { points: 3 }]);
    await db.updateTable('rate_limits').set({ points: 300 }).execute();
    const response = await call('carl@home.org');
    expect([response.status, response.body.error]).toEqual([429, 'too_many_requests']);
    expect(await people()).toEqual([['ann'], ['carl']]);
  },
);
