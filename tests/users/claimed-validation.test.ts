import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newPerson, submit } from '../portal/registration/steps.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { openUserAgent } from '../support/user-agent.ts';
import { callerWith } from './caller.ts';
import { newNumber } from './factors.ts';

let app: TestApp;
let user: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  user = await newUser(app);
});
afterAll(() => app.close());

const claims = {
  validated: true,
  verified: true,
  is_validated: true,
  confirmed: true,
  phone_confirmed_at: '2020-01-01T00:00:00Z',
  email_confirmed_at: '2020-01-01T00:00:00Z',
};

async function validatedOf(username: string): Promise<number> {
  const { db } = app.database;
  const addresses = db.selectFrom('validated_email_addresses').where('username', '=', username);
  const numbers = db.selectFrom('validated_phone_numbers').where('username', '=', username);
  return (await addresses.selectAll().execute()).length + (await numbers.selectAll().execute()).length;
}

describe('a claim that a contact is validated', () => {
  // promise: no-claimed-validation, asvs-8.2.3
  test.each([
    ['emailaddresses', { label: 'work', emailaddress: 'claimed@company.com' }],
    ['phonenumbers', { label: 'work', phonenumber: '+32470123456' }],
  ])('is ignored when adding to %s, and when changing it', async (kind, entry) => {
    const me = callerWith(app, user.token);
    const path = `/users/${user.username}/${kind}`;
    await me.post(path, { ...entry, ...claims }).expect(201);
    await me.put(`${path}/work`, { ...entry, ...claims }).expect(201);
    expect(await validatedOf(user.username)).toBe(0);
  });

  // promise: no-claimed-validation
  test('is ignored while registering', async () => {
    const [agent, person] = [openUserAgent(app), newPerson({ phone: newNumber() })];
    expect((await submit(agent, { ...person, ...claims })).status).toBe(201);
    expect((await agent.postJson('/register', { ...claims })).body.error).toBe('phone_not_confirmed');
    const rows = app.database.db.selectFrom('registrations').selectAll();
    const stored = await rows.where('email_address', '=', person.email).executeTakeFirst();
    expect(stored).toMatchObject({ phone_confirmed_at: null, email_confirmed_at: null });
  });
});
