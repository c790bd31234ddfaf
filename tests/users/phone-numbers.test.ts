import { beforeEach, describe, expect, test } from '@jest/globals';
import { newUser } from '../support/factories.ts';
import { addPasskey, newNumber, setUpTotp } from './factors.ts';
import { phoneNumberOwner } from './phone-number-owner.ts';

const { app, user, me, list, item, stored, facts, add, addValidated, startValidation } = phoneNumberOwner();

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
    const response = await me().get(`${list()}?validated=${value}`).expect(400);
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
    await newUser(app(), { phone: theirs });
    await add('theirs', theirs);
    expect(await labels('?validated=true')).toEqual(['new']);
  });
});

describe('registerNewUserPhonenumber', () => {
  test('sends nothing, and the number is not validated', async () => {
    await add('home');
    expect(app().senders.texts).toEqual([]);
    expect(await facts()).toEqual({ validated: [], pending: [] });
  });
});

describe('updateUserPhonenumber', () => {
  const change = (label: string, to: string, phonenumber: string) =>
    me().put(item(label), { label: to, phonenumber });

  test('keeps the validation when only the label changes', async () => {
    const number = await addValidated('home');
    await change('home', 'work', number).expect(201);
    expect(await stored('?validated=true')).toEqual([{ label: 'work', phonenumber: number }]);
  });

  test('ends the validation of the old number, and sends nothing to the new one', async () => {
    await addValidated('home');
    const kept = await addValidated('work');
    await startValidation('home');
    app().senders.texts.length = 0;
    await change('home', 'home', newNumber()).expect(201);
    expect(await facts()).toEqual({ validated: [kept], pending: [] });
    expect(app().senders.texts).toEqual([]);
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
    await setUpTotp(app(), user());
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
  const remove = (label: string, query = '') => me().delete(item(label) + query);
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
      await setUpTotp(app(), user());
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
    await setUpTotp(app(), user());
    await remove('home', '?force=true').expect(204);
    expect(await facts()).toEqual({ validated: [], pending: [] });
    expect(await stored()).toEqual([]);
  });

  test('force removes the last validated number of a user with a passkey', async () => {
    await addValidated('home');
    await addPasskey(app(), user().username);
    await remove('home', '?force=true').expect(204);
    expect((await facts()).validated).toEqual([]);
  });

  test("another user's factors do not count", async () => {
    await addValidated('home');
    const other = await newUser(app());
    await setUpTotp(app(), other);
    await addPasskey(app(), other.username);
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
    await setUpTotp(app(), user());
    const responses = await Promise.all([
      remove('home', '?force=true'),
      me().delete(`/users/${user().username}/totp`),
    ]);
    expect(responses.map((response) => response.status).sort()).toEqual([204, 409]);
    const { totp, sms } = (await me().get(`/users/${user().username}/twofamethods`).expect(200)).body;
    expect([totp, sms.length]).toEqual(responses[0].status === 204 ? [true, 0] : [false, 1]);
  });
});

/** An organization may see entries under its own names, and change those whose name ends in `!`. */
