import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { newUser } from '../support/factories.ts';
import { organizationToken } from '../support/organizations.ts';
import { callerWith } from './caller.ts';
import { newNumber, setUpTotp } from './factors.ts';
import { phoneNumberOwner } from './phone-number-owner.ts';

const { app, user, list, item, stored, facts, add, addValidated, share, application } = phoneNumberOwner();

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
    expect(await app().database.countStatements(() => shop.get(item('main')).expect(200))).toBe(3);
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
    await setUpTotp(app(), user());
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
    await shop.get(list()).expect(403);
    await shop.post(list(), { label: 'work', phonenumber: newNumber() }).expect(403);
    await shop.post(`${item('home')}/validate`).expect(403);
    await shop.put(`${item('home')}/validate`, { smscode: '123456', validationkey: 'x' }).expect(403);
    expect(app().senders.texts).toEqual([]);
    expect(await stored()).toHaveLength(1);
  });

  test("cannot reach another user's number", async () => {
    const shop = await application(['user:phone:main:write']);
    await add('home');
    await share({ 'main!': 'home' });
    const other = await newUser(app(), { phone: newNumber() });
    await shop.get(`/users/${other.username}/phonenumbers/main`).expect(403);
    await shop.delete(`/users/${other.username}/phonenumbers/main`).expect(403);
  });

  test('an organization for itself reaches nothing', async () => {
    await add('home');
    const shop = callerWith(app(), await organizationToken(app(), 'shop', user().username));
    await shop.get(item('home')).expect(403);
    await shop.delete(item('home')).expect(403);
    expect(await stored()).toHaveLength(1);
  });
});

describe("a user's own key, narrowed to one number", () => {
  async function narrowed(scope: string) {
    const response = await request(app().web).post('/v1/oauth/access_token').type('form').send({
      grant_type: 'client_credentials',
      response_type: 'id_token',
      client_id: user().apiKey.applicationId,
      client_secret: user().apiKey.secret,
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
    await key(request(app().web).put(path('home')))
      .send(changed)
      .expect(201);
    expect((await key(request(app().web).get(path('home'))).expect(200)).body).toEqual(changed);
    await key(request(app().web).get(path('work'))).expect(403);
    await key(request(app().web).delete(path('home'))).expect(204);
    expect(await stored()).toHaveLength(1);
  });

  test('neither renames nor forces', async () => {
    const number = await addValidated('home');
    await setUpTotp(app(), user());
    const key = await narrowed('user:phone:home:write');
    await key(request(app().web).put(path('home')))
      .send({ label: 'den', phonenumber: number })
      .expect(400);
    await key(request(app().web).delete(`${path('home')}?force=true`)).expect(409);
    expect(await stored()).toEqual([{ label: 'home', phonenumber: number }]);
  });
});
