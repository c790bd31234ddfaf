import { describe, expect, test } from '@jest/globals';
import { hashToken } from '../../../src/crypto/tokens.ts';
import { invite, statusOf } from '../../organizations/invitations/stored-invitation.ts';
import { newOrganization } from '../../support/organizations.ts';
import { openUserAgent, pressLink } from '../../support/user-agent.ts';
import { jsonCaller } from './json-caller.ts';
import {
  codeOfText,
  confirmBoth,
  countAccounts,
  linkOfText,
  newPerson,
  submit,
  usernameOf,
} from './steps.ts';

const { app, person, agent, finish, smsConfirmation } = jsonCaller();

describe('sending again', () => {
  test('is for the contacts of the registration only, and leaves it as it is', async () => {
    await submit(agent(), person());
    const code = codeOfText(app());
    for (const body of [newPerson(), { ...person(), phone: '' }, {}])
      expect((await agent().postJson('/register/resendvalidation', body)).status).toBe(401);
    expect((await openUserAgent(app()).postJson('/register/resendvalidation', person())).status).toBe(401);
    expect((await smsConfirmation(code)).status).toBe(200);
  });

  test('voids earlier codes', async () => {
    await submit(agent(), person());
    const old = linkOfText(app());
    await agent().postJson('/register/resendvalidation', person());
    expect((await pressLink(agent(), old)).status).toBe(404);
    expect((await smsConfirmation(codeOfText(app()))).status).toBe(200);
  });

  test('says how often it is allowed, and is limited to that', async () => {
    await submit(agent(), person());
    const first = await agent().postJson('/register/resendvalidation', person());
    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '49' });
    for (let count = 0; count < 3; count += 1) await agent().postJson('/register/resendvalidation', person());
    expect(app().senders.texts.length).toBe(5);
    const sixth = await agent().postJson('/register/resendvalidation', person());
    expect(sixth.status).toBe(429);
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(0);
    expect(app().senders.texts.length).toBe(5);
    expect((await submit(openUserAgent(app()), newPerson())).status).toBe(201);
  });

  test('stops after fifty calls from one network', async () => {
    const responses = [];
    for (let count = 0; count < 51; count += 1)
      responses.push((await agent().postJson('/register/resendvalidation', {})).status);
    expect([responses[49], responses[50]]).toEqual([401, 429]);
  });
});

describe('the last step', () => {
  const oauth = 'response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=s';

  test.each([
    [`?endpoint=%2Fv1%2Foauth%2Fauthorize&${oauth}`, {}, `/v1/oauth/authorize?${oauth}`],
    [`?${oauth}&register=1`, {}, `/v1/oauth/authorize?${oauth}`],
    ['', { redirectparams: `?${oauth}` }, `/v1/oauth/authorize?${oauth}`],
    ['?endpoint=%2Faccount', {}, '/account'],
    ['?endpoint=https%3A%2F%2Fevil.example%2F', {}, '/'],
    ['?endpoint=%2F%2Fevil.example', {}, '/'],
    ['', { redirectparams: 'endpoint=https://evil.example' }, '/'],
  ])('continues to where the user came from, on this site only: %s %j', async (query, body, place) => {
    const from = await confirmBoth(app(), person());
    expect((await finish(from, body, query)).body).toEqual({ redirecturl: place });
  });

  test('remembers where the user came from', async () => {
    const from = await confirmBoth(app(), person(), `?${oauth}`);
    expect((await finish(from)).body).toEqual({ redirecturl: `/v1/oauth/authorize?${oauth}` });
  });

  test('accepts another password, if it is a good one', async () => {
    const from = await confirmBoth(app(), person());
    const before = await countAccounts(app());
    const refused = await finish(from, { password: '123456789' });
    expect([refused.status, refused.body]).toEqual([422, { error: 'invalid_password' }]);
    expect(await countAccounts(app())).toEqual(before);
    expect((await finish(from, { password: 'another fine sentence' })).status).toBe(200);
  });

  test('needs a registration that has not expired', async () => {
    expect((await finish(agent())).status).toBe(401);
    const from = await confirmBoth(app(), person());
    app().clock.advance(3600.001);
    expect((await finish(from)).status).toBe(401);
    expect(await usernameOf(app(), person())).toBeUndefined();
  });

  test('sent several times at once creates one account', async () => {
    const from = await confirmBoth(app(), person());
    const [users = 0] = await countAccounts(app());
    const responses = await Promise.all([1, 2, 3, 4].map(() => finish({ ...from }, {})));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    expect((await countAccounts(app()))[0]).toBe(users + 1);
  });

  test('of users with the same name at once gives each a username', async () => {
    const numbers = Array.from({ length: 16 }, (_, index) => index + 1);
    const crowd = numbers.map(() => newPerson({ firstname: 'Same', lastname: 'Name' }));
    const agents = [];
    for (const each of crowd) agents.push(await confirmBoth(app(), each));
    await Promise.all(agents.map((each) => finish(each)));
    const names = await Promise.all(crowd.map((each) => usernameOf(app(), each)));
    expect(names.sort()).toEqual(numbers.map((number) => `same_name_${number}`).sort());
  });

  test('of two with the same number creates the first account only', async () => {
    const other = newPerson({ phone: person().phone });
    const one = await confirmBoth(app(), person());
    const two = await confirmBoth(app(), other);
    expect((await finish(one)).status).toBe(200);
    const before = await countAccounts(app());
    const response = await finish(two);
    expect([response.status, response.body]).toEqual([422, { error: 'phone_already_used' }]);
    expect(await countAccounts(app())).toEqual(before);
    expect(await usernameOf(app(), other)).toBeUndefined();
  });

  // promise: invitation-code
  test('with an invitation joins the organization and validates where it was sent', async () => {
    const club = await newOrganization(app().database.db, `club-${person().email.split('@')[0]}`);
    const in30Days = new Date(app().clock.now().getTime() + 30 * 86_400_000);
    const row = {
      globalid: club,
      role: 'owner',
      code_hash: hashToken('abc'),
      code_expires_at: in30Days,
    } as const;
    const id = await invite(app(), { ...row, email_address: 'invited@home.org' });
    const from = await confirmBoth(app(), person(), '?invitecode=abc');
    expect(await statusOf(app(), id)).toBe('pending');
    expect((await finish(from)).status).toBe(200);
    expect(await statusOf(app(), id)).toBe('accepted');
    expect(await usernameOf(app(), { email: 'invited@home.org' })).toBe(await usernameOf(app(), person()));
    const roles = app().database.db.selectFrom('organization_users').select('role');
    expect(await roles.where('globalid', '=', club).execute()).toEqual([{ role: 'owner' }]);
  });

  test('with an invitation that does not work creates the account nevertheless', async () => {
    const from = await confirmBoth(app(), person(), '?invitecode=unknown');
    expect((await finish(from)).status).toBe(200);
  });
});

const { password: _password, ...noPassword } = newPerson();

test.each(Object.keys(noPassword))('the error for %s is known to old clients', async (name) => {
  expect((await submit(agent(), { ...person(), [name]: 12 as unknown as string })).status).toBe(
    name === 'langkey' ? 201 : 422,
  );
});

test.each([
  ['nl', /code \d{6}/, 'Bevestig je e-mailadres'],
  ['ru', /\d{6}/, 'Подтвердите'],
])('messages are in the language of the page: %s', async (langkey, text, subject) => {
  await confirmBoth(app(), { ...person(), langkey: 'en' });
  const other = newPerson({ langkey });
  await submit(agent(), other);
  expect(app().senders.texts.at(-1)?.text).toMatch(text);
  await smsConfirmation(/(\d{6})/.exec(app().senders.texts.at(-1)?.text ?? '')?.[1] ?? '');
  await agent().postJson('/register/resendvalidation', other);
  expect(app().senders.mails.at(-1)?.subject).toContain(subject);
});
