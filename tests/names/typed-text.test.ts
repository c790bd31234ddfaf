import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { callsTo } from '../organizations/outsiders.ts';
import { newPerson } from '../portal/registration/steps.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { addPerson, newOrganization } from '../support/organizations.ts';
import { openUserAgent } from '../support/user-agent.ts';
import { callerWith } from '../users/caller.ts';

const email = 'bob@xn--exmple-cua.com';
const phone = '+32470123456';

let app: TestApp;
let bob: TestUser;
let ann: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob', email, phone });
  ann = await newUser(app, { username: 'ann' });
  await newOrganization(app.database.db, 'club', { owner: 'ann' });
  await newOrganization(app.database.db, 'team', { owner: 'ann' });
  await addPerson(app.database.db, 'team', 'bob', 'member');
  await callerWith(app, bob.token).post('/users/bob/registry', { Key: 'color', Value: 'blue' }).expect(201);
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  await app.database.db.deleteFrom('organization_invitations').execute();
  app.senders.mails.length = 0;
});

const usernames = ['bob', ' Bob ', 'BOB\u200b', '\ufeffbob', '\uff22\uff4f\uff42', '\u202dbob\u202c'];
const emails = [
  email,
  ' Bob@ex\u00e4mple.com ',
  '\ufeffbob@exa\u0308mple.com',
  'bob@EX\u00c4MPLE.com.',
  'bob\uff20ex\u00e4mple.com',
  '\u200ebob@xn--exmple-cua.com\u200b',
];
const phones = [
  phone,
  ' +32 (0)470 12.34-56',
  '0032470/123456',
  '+32 0470 12 34 56',
  '\u202a+32\u00a0470\u2011123\u2013456\u202c',
  '\uff0b\uff13\uff12\uff14\uff17\uff10\uff11\uff12\uff13\uff14\uff15\uff16',
  '+32\u200b470\u2060123456',
];

describe.each([...usernames, ...emails, ...phones])('%j', (typed) => {
  // promise: typed-names
  test('signs in as bob', async () => {
    const response = await openUserAgent(app).postJson('/login', { login: typed, password: bob.password });
    expect(response.status).toBe(204);
  });

  // promise: typed-names
  test('asks for a new password of bob', async () => {
    await openUserAgent(app).postJson('/login/forgotpassword', { login: typed, langkey: 'en' });
    expect(app.senders.mails.flatMap(({ to }) => to)).toEqual([email]);
  });

  // promise: typed-names
  test('is bob in a path', async () => {
    const name = encodeURIComponent(typed);
    const { body } = await callerWith(app).get(`/users/${name}/registry/color`).expect(200);
    expect(body).toEqual({ Key: 'color', Value: 'blue' });
    expect((await callerWith(app, bob.token).get(`/users/${name}`).expect(200)).body.username).toBe('bob');
  });

  // promise: typed-names
  test('is a member where bob is a member', async () => {
    const asOwner = callsTo(app, 'team', ann.token);
    const { body } = await asOwner('get', `/users/ismember/${encodeURIComponent(typed)}`).expect(200);
    expect(body).toEqual({ IsMember: true });
    await asOwner('put', '/members', { username: typed, role: 'member' }).expect(200);
  });

  // promise: typed-names
  test('invites bob, and cancels that', async () => {
    const asOwner = callsTo(app, 'club', ann.token);
    await asOwner('post', '/members', { searchstring: typed }).expect(201);
    const { body } = await callerWith(app, bob.token).get('/users/bob/notifications').expect(200);
    expect(body.invitations).toMatchObject([{ organization: 'club' }]);
    await asOwner('delete', `/invitations/${encodeURIComponent(typed)}`).expect(204);
  });
});

describe('contacts of another user are taken, in any spelling', () => {
  // promise: typed-names
  test.each(emails)('an address in registration: %j', async (typed) => {
    const response = await openUserAgent(app).postJson('/register/validation', newPerson({ email: typed }));
    expect([response.status, response.body]).toEqual([422, { error: 'email_already_used' }]);
  });

  // promise: typed-names
  test.each(phones)('a number in registration: %j', async (typed) => {
    const response = await openUserAgent(app).postJson('/register/validation', newPerson({ phone: typed }));
    expect([response.status, response.body]).toEqual([422, { error: 'phone_already_used' }]);
  });
});

describe('added contacts are stored in one form', () => {
  test.each(emails)('an address: %j', async (typed) => {
    const { username, token } = await newUser(app);
    const body = { label: 'home', emailaddress: typed };
    const response = await callerWith(app, token).post(`/users/${username}/emailaddresses`, body).expect(201);
    expect(response.body).toEqual({ label: 'home', emailaddress: email });
  });

  test.each(phones)('a number: %j', async (typed) => {
    const { username, token } = await newUser(app);
    const body = { label: 'home', phonenumber: typed };
    const response = await callerWith(app, token).post(`/users/${username}/phonenumbers`, body).expect(201);
    expect(response.body).toEqual({ label: 'home', phonenumber: phone });
  });
});

describe('a contact stored before there was one form', () => {
  // promise: typed-names
  test.each([
    ['+320495000001', '+32 0495 00 00 01'],
    ['carl@company.com.', 'Carl@company.com.'],
    ['carl..x@company.com', ' carl..x@company.com'],
  ])('%s stays readable, and is found by what was typed then: %j', async (stored, typed) => {
    const isNumber = stored.startsWith('+');
    const user = await newUser(app, isNumber ? { phone: stored } : { email: stored });
    const response = await openUserAgent(app).postJson('/login', { login: typed, password: user.password });
    expect(response.status).toBe(204);
    const list = isNumber ? 'phonenumbers' : 'emailaddresses';
    const { body } = await callerWith(app, user.token).get(`/users/${user.username}/${list}?validated=true`);
    expect(body).toMatchObject([{ [isNumber ? 'phonenumber' : 'emailaddress']: stored }]);
  });

  test('stays validated when only its label changes', async () => {
    const { username, token } = await newUser(app, { phone: '+320495000002' });
    const me = callerWith(app, token);
    const renamed = { label: 'mobile', phonenumber: '+320495000002' };
    expect((await me.put(`/users/${username}/phonenumbers/main`, renamed).expect(201)).body).toEqual(renamed);
    const { body } = await me.get(`/users/${username}/phonenumbers?validated=true`);
    expect(body).toEqual([renamed]);
  });
});
