import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type Caller, callerWith } from './caller.ts';
import { addPasskey, newNumber, phoneFacts, proveNumber, setUpTotp } from './factors.ts';

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

describe('getUserPhoneNumbers', () => {
  beforeEach(async () => {
    await add('old');
    await addValidated('new');
  });
  const labels = async (query: string) =>
    (await stored(query)).map((entry: { label: string }) => entry.label);

  test.each(['?validated=true', '?validated=1', '?validated', '?validated='])(
    'lists only what is validated with %s',
    async (query) => expect(await labels(query)).toEqual(['new']),
  );

  test.each(['', '?validated=false', '?validated=0'])('lists all with %j', async (query) => {
    expect(await labels(query)).toEqual(['old', 'new']);
  });

  test.each(['yes', 'validated', 'TRUE'])('refuses validated=%s', async (value) => {
    const response = await me.get(`${list}?validated=${value}`).expect(400);
    expect(response.body.error_description).toContain('query.validated');
  });

  test('lists a validated number once for each of its labels', async () => {
    const number = (await stored())[1].phonenumber;
    await add('copy', number);
    expect(await stored('?validated=true')).toEqual([
      { label: 'new', phonenumber: number },
      { label: 'copy', phonenumber: number },
    ]);
  });

  test('does not count a number validated by another user as validated', async () => {
    const theirs = newNumber();
    await newUser(app, { phone: theirs });
    await add('theirs', theirs);
    expect(await labels('?validated=true')).toEqual(['new']);
  });
});

describe('registerNewUserPhonenumber', () => {
  test('sends nothing, and the number is not validated', async () => {
    await add('home');
    expect(app.senders.texts).toEqual([]);
    expect(await facts()).toEqual({ validated: [], pending: [] });
  });
});

describe('updateUserPhonenumber', () => {
  const change = (label: string, to: string, phonenumber: string) =>
    me.put(item(label), { label: to, phonenumber });

  test('keeps the validation when only the label changes', async () => {
    const number = await addValidated('home');
    await change('home', 'work', number).expect(201);
    expect(await stored('?validated=true')).toEqual([{ label: 'work', phonenumber: number }]);
  });

  test('ends the validation of the old number, and sends nothing to the new one', async () => {
    await addValidated('home');
    const kept = await addValidated('work');
    await startValidation('home');
    app.senders.texts.length = 0;
    await change('home', 'home', newNumber()).expect(201);
    expect(await facts()).toEqual({ validated: [kept], pending: [] });
    expect(app.senders.texts).toEqual([]);
  });

  test('keeps the validation of a number that another label still carries', async () => {
    const number = await addValidated('home');
    await add('copy', number);
    await change('home', 'home', newNumber()).expect(201);
    expect((await facts()).validated).toEqual([number]);
  });

  test('is refused for replacing the last validated number', async () => {
    const number = await addValidated('home');
    await add('work');
    await startValidation('home');
    const before = await stored();
    const response = await change('home', 'den', newNumber()).expect(409);
    expect(response.body).toEqual({ error: 'cannot_delete_last_verified_phone_number' });
    expect(await stored()).toEqual(before);
    expect(await facts()).toEqual({ validated: [number], pending: [number] });
  });

  test('is refused even for a user with an authenticator application', async () => {
    await addValidated('home');
    await setUpTotp(app, user);
    await change('home', 'home', newNumber()).expect(409);
  });

  test('a label in use comes before the last validated number', async () => {
    await addValidated('home');
    await add('work');
    const response = await change('home', 'work', newNumber()).expect(409);
    expect(response.body).toEqual({ error: 'duplicate_label' });
  });

  test('changes one of the last two validated numbers when both are changed at once', async () => {
    await addValidated('home');
    await addValidated('work');
    const responses = await Promise.all([
      change('home', 'home', newNumber()),
      change('work', 'work', newNumber()),
    ]);
    expect(responses.map((response) => response.status).sort()).toEqual([201, 409]);
    expect((await facts()).validated).toHaveLength(1);
  });
});

describe('deleteUserPhonenumber', () => {
  const remove = (label: string, query = '') => me.delete(item(label) + query);
  const warning = { error: 'warning_delete_last_verified_phone_number' };
  const refusal = { error: 'cannot_delete_last_verified_phone_number' };

  test('removes a number that is not validated, also the only one', async () => {
    await add('home');
    await remove('home').expect(204);
    expect(await stored()).toEqual([]);
  });

  test('removes a validated number when there is another one', async () => {
    await addValidated('home');
    const kept = await addValidated('work');
    await startValidation('home');
    await remove('home').expect(204);
    expect(await facts()).toEqual({ validated: [kept], pending: [] });
  });

  test('removes one of two labels of the last validated number, which stays validated', async () => {
    const number = await addValidated('home');
    await add('copy', number);
    await remove('home').expect(204);
    expect((await facts()).validated).toEqual([number]);
    expect((await remove('copy').expect(409)).body).toEqual(warning);
  });

  // promise: last-contact
  test.each(['', '?force=false', '?force=1', '?force=TRUE', '?force='])(
    'warns before the last validated number is removed: %j',
    async (query) => {
      const number = await addValidated('home');
      await add('work');
      await setUpTotp(app, user);
      expect((await remove('home', query).expect(409)).body).toEqual(warning);
      expect((await facts()).validated).toEqual([number]);
      expect(await stored()).toHaveLength(2);
    },
  );

  // promise: last-factor
  test('force does not help a user without another second factor', async () => {
    const number = await addValidated('home');
    expect((await remove('home', '?force=true').expect(409)).body).toEqual(refusal);
    expect((await facts()).validated).toEqual([number]);
  });

  test('force removes the last validated number of a user with an authenticator application', async () => {
    await addValidated('home');
    await setUpTotp(app, user);
    await remove('home', '?force=true').expect(204);
    expect(await facts()).toEqual({ validated: [], pending: [] });
    expect(await stored()).toEqual([]);
  });

  test('force removes the last validated number of a user with a passkey', async () => {
    await addValidated('home');
    await addPasskey(app, user.username);
    await remove('home', '?force=true').expect(204);
    expect((await facts()).validated).toEqual([]);
  });

  test("another user's factors do not count", async () => {
    await addValidated('home');
    const other = await newUser(app);
    await setUpTotp(app, other);
    await addPasskey(app, other.username);
    await remove('home', '?force=true').expect(409);
  });

  test('removes exactly one of the last two validated numbers when both are removed at once', async () => {
    await addValidated('home');
    await addValidated('work');
    const responses = await Promise.all([remove('home'), remove('work')]);
    expect(responses.map((response) => response.status).sort()).toEqual([204, 409]);
    expect((await facts()).validated).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
  });

  test('keeps a second factor when number and authenticator application are removed at once', async () => {
    await addValidated('home');
    await setUpTotp(app, user);
    const responses = await Promise.all([
      remove('home', '?force=true'),
      me.delete(`/users/${user.username}/totp`),
    ]);
    expect(responses.map((response) => response.status).sort()).toEqual([204, 409]);
    const { totp, sms } = (await me.get(`/users/${user.username}/twofamethods`).expect(200)).body;
    expect([totp, sms.length]).toEqual(responses[0].status === 204 ? [true, 0] : [false, 1]);
  });
});

/** An organization may see entries under its own names, and change those whose name ends in `!`. */
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
    await newThirdPartyToken(app, { username: user.username, client: globalid, scopes, shared: 'as it is' }),
  );
}

describe('an application with a labelled scope', () => {
  test.each(['user:phone:main', 'user:phone:main:write'])(
    'reads with %s, by its own name for the number',
    async (scope) => {
      const shop = await application([scope]);
      const number = await add('home');
      await add('main');
      await share({ 'main!': 'home' });
      const response = await shop.get(item('main')).expect(200);
      expect(response.body).toEqual({ label: 'main', phonenumber: number });
    },
  );

  test('reads in one statement beside those of the access check', async () => {
    const shop = await application(['user:phone:main']);
    await add('home');
    await share({ main: 'home' });
    expect(await app.database.countStatements(() => shop.get(item('main')).expect(200))).toBe(3);
  });

  test('does not learn whether the user has a label of that name', async () => {
    const shop = await application(['user:phone:home', 'user:phone:main']);
    await add('home');
    await share({ main: 'home' });
    await shop.get(item('home')).expect(403);
    await shop.get(item('away')).expect(403);
  });

  test('cannot use what was shared with another application', async () => {
    const shop = await application(['user:phone:main']);
    await application(['user:phone:main'], 'other shop');
    await add('home');
    await share({ main: 'home' }, 'other shop');
    await shop.get(item('main')).expect(403);
  });

  test.each(['user:phone', 'user:phone:', 'user:phone:mai', 'user:validated:phone:main', 'user:email:main'])(
    'cannot read with %s',
    async (scope) => {
      const shop = await application([scope]);
      await add('home');
      await share({ 'main!': 'home' });
      await shop.get(item('main')).expect(403);
    },
  );

  test('cannot change or remove with the right to read', async () => {
    const shop = await application(['user:phone:main', 'user:phone:main:write']);
    const number = await add('home');
    await share({ main: 'home' });
    await shop.put(item('main'), { label: 'main', phonenumber: newNumber() }).expect(403);
    await shop.delete(item('main')).expect(403);
    expect(await stored()).toEqual([{ label: 'home', phonenumber: number }]);
  });

  test('cannot write through a token that may only read', async () => {
    const shop = await application(['user:phone:main']);
    await add('home');
    await share({ 'main!': 'home' });
    await shop.put(item('main'), { label: 'main', phonenumber: newNumber() }).expect(403);
    await shop.delete(item('main')).expect(403);
  });

  test('changes the number behind its name; the label of the user stays', async () => {
    const shop = await application(['user:phone:main:write']);
    const bystander = await add('main');
    await add('home');
    await share({ 'main!': 'home' });
    const changed = { label: 'main', phonenumber: newNumber() };
    const response = await shop.put(item('main'), changed).expect(201);
    expect(response.body).toEqual(changed);
    expect(await stored()).toEqual([
      { label: 'main', phonenumber: bystander },
      { label: 'home', phonenumber: changed.phonenumber },
    ]);
    expect((await shop.get(item('main')).expect(200)).body).toEqual(changed);
  });

  test.each(['home', 'den', 'MAIN'])('cannot rename: %s', async (label) => {
    const shop = await application(['user:phone:main:write']);
    const number = await add('home');
    await share({ 'main!': 'home' });
    const response = await shop.put(item('main'), { label, phonenumber: newNumber() }).expect(400);
    expect(response.body.error_description).toContain('body.label');
    expect(await stored()).toEqual([{ label: 'home', phonenumber: number }]);
  });

  test('removes the number behind its name, and then has no access', async () => {
    const shop = await application(['user:phone:main:write']);
    const bystander = await add('main');
    await add('home');
    await share({ 'main!': 'home' });
    await shop.delete(item('main')).expect(204);
    expect(await stored()).toEqual([{ label: 'main', phonenumber: bystander }]);
    await shop.get(item('main')).expect(403);
  });

  test('cannot remove the last validated number, even with force', async () => {
    const shop = await application(['user:phone:main:write']);
    const number = await addValidated('home');
    await setUpTotp(app, user);
    await share({ 'main!': 'home' });
    const response = await shop.delete(`${item('main')}?force=true`).expect(409);
    expect(response.body).toEqual({ error: 'warning_delete_last_verified_phone_number' });
    await shop.put(item('main'), { label: 'main', phonenumber: newNumber() }).expect(409);
    expect((await facts()).validated).toEqual([number]);
    expect(await stored()).toEqual([{ label: 'home', phonenumber: number }]);
  });

  test('finds nothing behind a name whose number is gone', async () => {
    const shop = await application(['user:phone:main:write']);
    await share({ 'main!': 'home' });
    await shop.get(item('main')).expect(404);
    await shop.put(item('main'), { label: 'main', phonenumber: newNumber() }).expect(404);
    await shop.delete(item('main')).expect(404);
  });

  test('cannot list, add, or validate', async () => {
    const shop = await application(['user:phone:home:write']);
    await add('home');
    await share({ 'home!': 'home' });
    await shop.get(list).expect(403);
    await shop.post(list, { label: 'work', phonenumber: newNumber() }).expect(403);
    await shop.post(`${item('home')}/validate`).expect(403);
    await shop.put(`${item('home')}/validate`, { smscode: '123456', validationkey: 'x' }).expect(403);
    expect(app.senders.texts).toEqual([]);
    expect(await stored()).toHaveLength(1);
  });

  test("cannot reach another user's number", async () => {
    const shop = await application(['user:phone:main:write']);
    await add('home');
    await share({ 'main!': 'home' });
    const other = await newUser(app, { phone: newNumber() });
    await shop.get(`/users/${other.username}/phonenumbers/main`).expect(403);
    await shop.delete(`/users/${other.username}/phonenumbers/main`).expect(403);
  });

  test('an organization for itself reaches nothing', async () => {
    await add('home');
    const shop = callerWith(app, await organizationToken(app, 'shop', user.username));
    await shop.get(item('home')).expect(403);
    await shop.delete(item('home')).expect(403);
    expect(await stored()).toHaveLength(1);
  });
});

describe("a user's own key, narrowed to one number", () => {
  async function narrowed(scope: string) {
    const response = await request(app.web).post('/v1/oauth/access_token').type('form').send({
      grant_type: 'client_credentials',
      response_type: 'id_token',
      client_id: user.apiKey.applicationId,
      client_secret: user.apiKey.secret,
      scope,
    });
    const jwt = response.text || response.body.toString();
    return (call: request.Test) => call.set('Authorization', `bearer ${jwt}`);
  }
  const path = (label: string) => `/api${item(label)}`;

  test('changes and removes that number under its own label, and no other', async () => {
    await add('home');
    await add('work');
    const key = await narrowed('user:phone:home:write');
    const changed = { label: 'home', phonenumber: newNumber() };
    await key(request(app.web).put(path('home')))
      .send(changed)
      .expect(201);
    expect((await key(request(app.web).get(path('home'))).expect(200)).body).toEqual(changed);
    await key(request(app.web).get(path('work'))).expect(403);
    await key(request(app.web).delete(path('home'))).expect(204);
    expect(await stored()).toHaveLength(1);
  });

  test('neither renames nor forces', async () => {
    const number = await addValidated('home');
    await setUpTotp(app, user);
    const key = await narrowed('user:phone:home:write');
    await key(request(app.web).put(path('home')))
      .send({ label: 'den', phonenumber: number })
      .expect(400);
    await key(request(app.web).delete(`${path('home')}?force=true`)).expect(409);
    expect(await stored()).toEqual([{ label: 'home', phonenumber: number }]);
  });
});
