import { describe, expect, test } from '@jest/globals';
import { hashToken } from '../../../src/crypto/tokens.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { openUserAgent, pressLink } from '../../support/user-agent.ts';
import { jsonCaller } from './json-caller.ts';
import {
  codeOfText,
  confirmBoth,
  countAccounts,
  linkOfMail,
  linkOfText,
  newPerson,
  type Person,
  submit,
  usernameOf,
  wrong,
} from './steps.ts';

const { app, person, agent, finish, smsConfirmation, isConfirmed } = jsonCaller();

describe('registration over JSON', () => {
  // promise: register-json
  test('creates an account from its steps, and signs in', async () => {
    const from = await confirmBoth(app(), person());
    const response = await finish(from);
    expect([response.status, response.body]).toEqual([200, { redirecturl: '/' }]);
    expect(from.cookies.has('authenticatedsession')).toBe(true);
    expect(from.cookies.has('registrationdetails')).toBe(false);
    const username = (await usernameOf(app(), person())) ?? '';
    const user = await app()
      .database.db.selectFrom('users as u')
      .innerJoin('user_email_addresses as e', 'e.username', 'u.username')
      .innerJoin('validated_phone_numbers as v', 'v.username', 'u.username')
      .select(['u.first_name', 'u.last_name', 'u.language', 'e.label', 'v.phone_number'])
      .where('u.username', '=', username)
      .executeTakeFirstOrThrow();
    expect(user).toEqual({
      first_name: 'Jan',
      last_name: 'Van Dam',
      language: 'en',
      label: 'main',
      phone_number: person().phone,
    });
    const session = await app()
      .database.db.selectFrom('sessions')
      .select(['purpose', 'amr'])
      .where('username', '=', username)
      .execute();
    expect(session).toEqual([{ purpose: 'interactive', amr: ['pwd', 'sms'] }]);
  });

  // promise: register-json
  test('derives usernames from names, numbered beside other users and organizations', async () => {
    const named = { firstname: 'Anna', lastname: 'Van Dam' };
    const makeOne = async () => {
      const someone = newPerson(named);
      await finish(await confirmBoth(app(), someone));
      return usernameOf(app(), someone);
    };
    expect(await makeOne()).toBe('anna_vandam_1');
    expect(await makeOne()).toBe('anna_vandam_2');
    await newOrganization(app().database.db, 'anna_vandam_3');
    expect(await makeOne()).toBe('anna_vandam_4');
  });

  // promise: names-forever
  test('never reuses a name', async () => {
    const first = newPerson({ firstname: 'Rare', lastname: 'Bird' });
    await finish(await confirmBoth(app(), first));
    await app().database.db.deleteFrom('users').where('username', '=', 'rare_bird_1').execute();
    const second = newPerson({ firstname: 'Rare', lastname: 'Bird' });
    await finish(await confirmBoth(app(), second));
    expect(await usernameOf(app(), second)).toBe('rare_bird_2');
  });

  // promise: register-mail
  test('sends no mail before the phone is confirmed, and the first one on request', async () => {
    await submit(agent(), person());
    await agent().postJson('/register/resendvalidation', person());
    expect([app().senders.texts.length, app().senders.mails.length]).toEqual([2, 0]);
    await smsConfirmation(codeOfText(app()));
    expect(app().senders.mails).toEqual([]);
    await agent().postJson('/register/resendvalidation', person());
    expect(app().senders.mails.map(({ to }) => to)).toEqual([[person().email]]);
  });
});

describe('the first step', () => {
  // promise: register-errors
  test.each<[string, Partial<Person>, string]>([
    [
      'first name',
      { firstname: ' ', lastname: '', email: 'x', phone: 'x', password: 'x' },
      'invalid_first_name',
    ],
    ['bidi name', { firstname: 'Jan\u202E' }, 'invalid_first_name'],
    ['control', { firstname: 'Jan\u0000na' }, 'invalid_first_name'],
    ['markup in a name', { firstname: 'J<b>n' }, 'invalid_first_name'],
    ['an address as a name', { firstname: 'www.evil.example' }, 'invalid_first_name'],
    ['last name', { lastname: 'x'.repeat(61), email: 'x', phone: 'x', password: 'x' }, 'invalid_last_name'],
    ['address', { email: 'jan@company', phone: 'x', password: 'x' }, 'invalid_email_format'],
    ['used address', { email: 'Used@Company.com', phone: 'x', password: 'x' }, 'email_already_used'],
    ['number', { phone: '0470123456', password: 'x' }, 'invalid_phonenumber'],
    ['plus alone', { phone: '+', password: 'x' }, 'invalid_phonenumber'],
    ['used number', { phone: '+32 (470) 99-99.99', password: 'x' }, 'phone_already_used'],
    ['short password', { password: '1234567' }, 'invalid_password'],
    ['common password', { password: 'Password1' }, 'invalid_password'],
    ['own name', { lastname: 'Johansson', password: 'johansson12' }, 'invalid_password'],
    ['long password', { password: 'x'.repeat(257) }, 'invalid_password'],
  ])('names the first invalid field: %s', async (_what, values, code) => {
    if (values.email?.startsWith('Used') || values.phone?.includes('99-99')) {
      await newUser(app(), { username: 'used', email: 'used@company.com', phone: '+32470999999' }).catch(
        () => undefined,
      );
    }
    const before = await countAccounts(app());
    const response = await submit(agent(), { ...person(), ...values });
    expect([response.status, response.body]).toEqual([422, { error: code }]);
    expect(agent().cookies.has('registrationdetails')).toBe(false);
    expect(app().senders.texts).toEqual([]);
    expect(await countAccounts(app())).toEqual(before);
  });

  // promise: register-errors
  test('responds 201 without a body, sets a cookie and sends an SMS', async () => {
    const response = await submit(agent(), person());
    expect([response.status, response.text]).toEqual([201, '']);
    expect(agent().cookies.has('registrationdetails')).toBe(true);
    expect(app().senders.texts.map(({ to }) => to)).toEqual([person().phone]);
  });

  test('treats only validated contacts as used', async () => {
    const { username } = await newUser(app());
    const position = 1;
    const row = { username, label: 'work', email_address: person().email, position, created_at: new Date() };
    await app().database.db.insertInto('user_email_addresses').values(row).execute();
    expect((await submit(agent(), person())).status).toBe(201);
  });

  test('stores names composed, addresses in lower case and ASCII, numbers as E.164', async () => {
    await submit(agent(), {
      ...person(),
      firstname: ' Jose\u0301 ',
      lastname: "O’Neil-D'Arcy l·l",
      email: `JAN@B\u00FCcher.example`,
      phone: '+32 (0)470 55.55-55',
    });
    const [row] = await app()
      .database.db.selectFrom('registrations')
      .selectAll()
      .where('first_name', '=', 'Jos\u00E9')
      .execute();
    expect(row).toMatchObject({
      email_address: 'jan@xn--bcher-kva.example',
      phone_number: '+32470555555',
      last_name: "O’Neil-D'Arcy l·l",
    });
    expect(row?.password_hash).toMatch(/^\$2b\$/);
  });

  test.each([[''], ['[]'], ['{']])('refuses a body that is no JSON object: %j', async (body) => {
    const response = await agent().postJson('/register/validation', body as unknown as object);
    expect(response.status).toBe(400);
  });

  test('cannot be used to probe many contacts, nor started without limit', async () => {
    const starts = [];
    for (let count = 0; count < 21; count += 1)
      starts.push((await submit(openUserAgent(app()), newPerson())).status);
    expect(starts.slice(0, 20)).toEqual(Array(20).fill(201));
    expect(starts[20]).toBe(429);
    const statuses = [];
    for (let count = 0; count < 40; count += 1)
      statuses.push((await submit(openUserAgent(app()), newPerson({ password: 'x' }))).status);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('changing the data on the way', () => {
  test('sends nothing again for what did not change', async () => {
    await submit(agent(), person());
    await submit(agent(), { ...person(), firstname: 'Johan' });
    expect(app().senders.texts.length).toBe(1);
    await smsConfirmation(codeOfText(app()));
    expect(await isConfirmed('sms')).toEqual({ confirmed: true });
  });

  test('to another number voids the old code and the confirmation', async () => {
    await submit(agent(), person());
    const old = codeOfText(app());
    const oldLink = linkOfText(app());
    const moved = newPerson({ email: person().email });
    await submit(agent(), moved);
    expect(app().senders.texts.at(-1)?.to).toBe(moved.phone);
    if (old !== codeOfText(app())) expect((await smsConfirmation(old)).status).toBe(422);
    expect((await pressLink(agent(), oldLink)).status).toBe(404);
    await smsConfirmation(codeOfText(app()));
    await submit(agent(), { ...moved, phone: person().phone });
    expect(await isConfirmed('sms')).toEqual({ confirmed: false });
    expect((await finish(agent(), { phonenumbercode: '' })).status).toBe(400);
  });

  // promise: replaced-address
  test('to another address voids the old link and the confirmation', async () => {
    const from = await confirmBoth(app(), person());
    const oldLink = linkOfMail(app());
    const email = newPerson().email;
    await submit(from, { ...person(), email });
    expect(app().senders.mails.at(-1)?.to).toEqual([email]);
    expect((await from.get('/register/emailconfirmed')).body).toEqual({ confirmed: false });
    expect((await pressLink(from, oldLink)).status).toBe(404);
    expect((await finish(from)).status).toBe(400);
    await pressLink(from, linkOfMail(app()));
    expect((await finish(from)).status).toBe(200);
    expect(await usernameOf(app(), { email })).toBeDefined();
    expect(await usernameOf(app(), person())).toBeUndefined();
  });
});

describe('the code of the SMS', () => {
  test('works until ten minutes after it was sent, its confirmation as long as the registration', async () => {
    await submit(agent(), person());
    const code = codeOfText(app());
    app().clock.advance(600.001);
    expect((await smsConfirmation(code)).status).toBe(401);
    expect(await isConfirmed('sms')).toEqual({ confirmed: false });
    await agent().postJson('/register/resendvalidation', person());
    app().clock.advance(600);
    expect((await smsConfirmation(codeOfText(app()))).status).toBe(200);
    app().clock.advance(3599);
    expect((await smsConfirmation('000000')).body).toEqual({ error: '', confirmed: true });
  });

  test('is void after five wrong entries, however they are sent', async () => {
    await submit(agent(), person());
    const code = codeOfText(app());
    for (let count = 0; count < 4; count += 1) {
      const response = await smsConfirmation(wrong(code));
      expect([response.status, response.body]).toEqual([
        422,
        { error: 'invalid_sms_code', confirmed: false },
      ]);
    }
    await agent().get(linkOfText(app()).replace(code, wrong(code)));
    expect((await smsConfirmation(code)).status).toBe(422);
    expect((await agent().get(linkOfText(app()))).status).toBe(404);
    expect((await finish(agent(), { phonenumbercode: code })).status).toBe(422);
    expect(await isConfirmed('sms')).toEqual({ confirmed: false });
  });

  test('survives five wrong entries, also when many arrive at once', async () => {
    await submit(agent(), person());
    const code = codeOfText(app());
    const guesses = Array.from({ length: 12 }, () => smsConfirmation(wrong(code)));
    expect(new Set((await Promise.all(guesses)).map(({ status }) => status))).toEqual(new Set([422]));
    expect((await smsConfirmation(code)).status).toBe(422);
  });

  test('of one registration does not confirm another', async () => {
    await submit(agent(), person());
    const code = codeOfText(app());
    const other = openUserAgent(app());
    await submit(other, newPerson());
    const response = await other.postJson('/register/smsconfirmation', { smscode: code });
    if (code !== codeOfText(app())) expect(response.status).toBe(422);
    expect(await isConfirmed('sms')).toEqual({ confirmed: false });
  });

  test('can be shown in the last step', async () => {
    await submit(agent(), person());
    expect((await finish(agent())).status).toBe(400);
    const response = await finish(agent(), { phonenumbercode: wrong(codeOfText(app())) });
    expect([response.status, response.body]).toEqual([422, { error: 'invalid_sms_code' }]);
    expect((await finish(agent(), { phonenumbercode: codeOfText(app()) })).status).toBe(400);
    expect(await isConfirmed('sms')).toEqual({ confirmed: true });
  });

  test('needs a registration, and is required', async () => {
    expect((await smsConfirmation('123456')).status).toBe(401);
    await submit(agent(), person());
    expect((await smsConfirmation('')).status).toBe(400);
  });

  test('is not stored', async () => {
    await submit(agent(), person());
    const rows = JSON.stringify(await app().database.db.selectFrom('registrations').selectAll().execute());
    expect(rows).not.toContain(codeOfText(app()));
    expect(rows).not.toContain(hashToken(codeOfText(app())).toJSON().data.join());
  });
});

describe('a link', () => {
  test('of the SMS confirms from another device', async () => {
    await submit(agent(), person());
    const response = await pressLink(openUserAgent(app()), linkOfText(app()));
    expect(response.status).toBe(200);
    expect(response.text).not.toContain('/register/email');
    expect(await isConfirmed('sms')).toEqual({ confirmed: true });
  });

  test('in the waiting browser continues', async () => {
    await submit(agent(), person());
    expect((await agent().get(linkOfText(app()))).text).toContain('href="/register/email"');
  });

  test('says the same when opened again', async () => {
    await confirmBoth(app(), person());
    expect((await agent().get(linkOfMail(app()))).status).toBe(200);
  });

  test('does nothing for a program that prefetches it', async () => {
    await submit(agent(), person());
    const scanner = openUserAgent(app(), { 'Sec-Purpose': 'prefetch' });
    expect((await scanner.get(linkOfText(app()))).status).toBe(403);
    expect(await isConfirmed('sms')).toEqual({ confirmed: false });
  });

  test('that is wrong responds 404', async () => {
    await submit(agent(), person());
    for (const path of ['/phoneregistrationvalidation', '/emailregistrationvalidation?c=a&k=b&l=nl'])
      expect((await pressLink(agent(), path)).status).toBe(404);
    expect((await pressLink(agent(), linkOfText(app()).replace('k=', 'k=x'))).status).toBe(404);
  });

  test('ends with its registration', async () => {
    await submit(agent(), person());
    app().clock.advance(3600.001);
    expect((await pressLink(agent(), linkOfText(app()))).status).toBe(404);
  });
});

describe('a polled status', () => {
  test('is always JSON', async () => {
    expect((await agent().get('/register/smsconfirmed')).status).toBe(401);
    expect(await isConfirmed('email')).toEqual({ confirmed: false });
    await submit(agent(), person());
    expect(await isConfirmed('sms')).toEqual({ confirmed: false });
    app().clock.advance(601);
    expect(await isConfirmed('sms')).toEqual({ confirmed: false });
    app().clock.advance(3600.001);
    expect((await agent().get('/register/smsconfirmed')).status).toBe(401);
    expect((await agent().get('/register/emailconfirmed')).status).toBe(401);
  });
});
