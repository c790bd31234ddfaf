import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { type Caller, callerWith } from './caller.ts';

let app: TestApp;
let user: TestUser;
let me: Caller;
let list: string;

beforeAll(async () => {
  app = await openTestApp();
});

afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  user = await newUser(app);
  me = callerWith(app, user.token);
  list = `/users/${user.username}/emailaddresses`;
  app.senders.mails.length = 0;
});

/** An address unique to the test. */
const own = (name = 'bob') => `${name}.${user.username}@company.com`;
const add = (label: string, emailaddress: string) => me.post(list, { label, emailaddress });
const labels = async (query = '') =>
  (await me.get(list + query).expect(200)).body.map((entry: { label: string }) => entry.label);

/** The user's validated addresses and open validations. */
async function facts() {
  const { db } = app.database;
  const validated = db.selectFrom('validated_email_addresses').where('username', '=', user.username);
  const pending = db.selectFrom('pending_email_validations').where('username', '=', user.username);
  const addresses = (rows: { email_address: string }[]) => rows.map((row) => row.email_address).sort();
  return {
    validated: addresses(await validated.select('email_address').execute()),
    pending: addresses(await pending.select('email_address').execute()),
  };
}

/** Validates an address of the profile without a mail. */
async function prove(emailAddress: string): Promise<void> {
  const row = { email_address: emailAddress, username: user.username, validated_at: app.clock.now() };
  await app.database.db.insertInto('validated_email_addresses').values(row).execute();
}

describe('getEmailAddresses', () => {
  beforeEach(async () => {
    await add('old', own('old')).expect(201);
    await add('new', own('new')).expect(201);
    await prove(own('new'));
  });

  test.each(['?validated=true', '?validated=1', '?validated', '?validated='])(
    'lists only what is validated with %s',
    async (query) => {
      expect(await labels(query)).toEqual(['new']);
    },
  );

  test.each(['', '?validated=false', '?validated=0'])('lists all with %j', async (query) => {
    expect(await labels(query)).toEqual(['old', 'new']);
  });

  test.each(['yes', 'validated', 'TRUE'])('refuses validated=%s', async (value) => {
    const response = await me.get(`${list}?validated=${value}`).expect(400);
    expect(response.body.error_description).toContain('query.validated');
  });

  test('does not count an address validated by another user as validated', async () => {
    const other = await newUser(app, { email: own('other') });
    await add('theirs', own('other')).expect(201);
    expect(await labels('?validated=true')).toEqual(['new']);
    expect(other.username).not.toBe(user.username);
  });
});

describe('registerNewEmailAddress', () => {
  test('stores the address in lower case, its domain in ASCII', async () => {
    const response = await add('home', own('BOB').replace('company', 'EXÄMPLE')).expect(201);
    expect(response.body).toEqual({
      label: 'home',
      emailaddress: `bob.${user.username}@xn--exmple-cua.com`,
    });
  });

  test('sends one message to the address, with a link that is stored as hashes only', async () => {
    await add('home', own()).expect(201);
    expect(app.senders.mails.map((mail) => mail.to)).toEqual([[own()]]);
    const stored = await app.database.db
      .selectFrom('pending_email_validations')
      .selectAll()
      .where('username', '=', user.username)
      .execute();
    expect(stored).toHaveLength(1);
    const [, secret = 'none', key = 'none'] =
      /\?c=([\w-]+)&k=([\w-]+)/.exec(app.senders.mails[0]?.text ?? '') ?? [];
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect(JSON.stringify(stored)).not.toContain(key);
    expect(stored[0]?.expires_at.getTime()).toBe(app.clock.now().getTime() + 48 * 3_600_000);
  });

  test('keeps the secret of the link out of the log', async () => {
    await add('home', own()).expect(201);
    const [, secret = 'none'] = /\?c=([\w-]+)/.exec(app.senders.mails[0]?.text ?? '') ?? [];
    expect(app.logLines.join()).not.toContain(secret);
  });

  test('sends nothing when the user has proved the address under another label', async () => {
    await add('home', own()).expect(201);
    await prove(own());
    app.senders.mails.length = 0;
    await add('work', own()).expect(201);
    expect(app.senders.mails).toEqual([]);
  });

  test('accepts an address validated by another user, but not as validated', async () => {
    await newUser(app, { email: own() });
    await add('home', own()).expect(201);
    expect((await facts()).validated).toEqual([]);
    expect(app.senders.mails).toHaveLength(1);
  });

  test('sends nothing and stores nothing when it is refused', async () => {
    await add('home', own()).expect(201);
    const before = await facts();
    app.senders.mails.length = 0;
    await add('home', own('other')).expect(409);
    expect(app.senders.mails).toEqual([]);
    expect(await facts()).toEqual(before);
  });

  test('is refused when one address gets too many messages, no matter who asks for them', async () => {
    const address = own('victim');
    for (let round = 1; round <= 5; round += 1) await add(`number ${round}`, address).expect(201);
    const other = await newUser(app);
    const response = await callerWith(app, other.token)
      .post(`/users/${other.username}/emailaddresses`, { label: 'home', emailaddress: address })
      .expect(429);
    expect(response.body.error).toBe('too_many_requests');
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(3000);
    expect(app.senders.mails).toHaveLength(5);
    const listed = await callerWith(app, other.token).get(`/users/${other.username}/emailaddresses`);
    expect(listed.body).toEqual([]);
  });

  test('responds as usual when the message cannot be sent, and logs it', async () => {
    const broken = await openTestApp();
    try {
      const send = () => Promise.reject(new Error('mail server is on holiday'));
      Object.assign(broken.senders.mail, { send });
      const bob = await newUser(broken);
      await callerWith(broken, bob.token)
        .post(`/users/${bob.username}/emailaddresses`, { label: 'home', emailaddress: 'bob@company.com' })
        .expect(201);
      expect(broken.logLines.join()).toContain('mail server is on holiday');
    } finally {
      await broken.close();
    }
  });
});

describe('updateEmailAddress', () => {
  const change = (label: string, to: string, emailaddress: string) =>
    me.put(`${list}/${label}`, { label: to, emailaddress });

  test('starts a validation of a changed address and drops that of the old one', async () => {
    await add('home', own('old')).expect(201);
    app.senders.mails.length = 0;
    await change('home', 'home', own('new')).expect(201);
    expect(app.senders.mails.map((mail) => mail.to)).toEqual([[own('new')]]);
    expect((await facts()).pending).toEqual([own('new')]);
  });

  test('keeps the open validation of an address that another label still carries', async () => {
    await add('home', own('old')).expect(201);
    await add('work', own('old')).expect(201);
    await change('home', 'home', own('new')).expect(201);
    expect((await facts()).pending).toEqual([own('new'), own('old')]);
  });

  test('sends nothing for a mere change of label or of case', async () => {
    await add('home', own()).expect(201);
    app.senders.mails.length = 0;
    await change('home', 'work', own().toUpperCase()).expect(201);
    expect(app.senders.mails).toEqual([]);
    expect((await facts()).pending).toEqual([own()]);
  });

  test('is refused for replacing a validated address', async () => {
    await add('home', own()).expect(201);
    await prove(own());
    const response = await change('home', 'work', own('new')).expect(412);
    expect(response.body).toEqual({ error: 'validated_email_address' });
    expect((await me.get(list)).body).toEqual([{ label: 'home', emailaddress: own() }]);
    expect((await facts()).validated).toEqual([own()]);
  });

  test('is refused after the fifth message to an address within an hour, and changes nothing', async () => {
    await add('home', own()).expect(201);
    for (let round = 2; round <= 5; round += 1) await me.post(`${list}/home/validate`).expect(204);
    await add('work', own('other')).expect(201);
    const response = await me.put(`${list}/work`, { label: 'work', emailaddress: own() }).expect(429);
    expect(response.body.error).toBe('too_many_requests');
    expect((await me.get(list)).body).toEqual([
      { label: 'home', emailaddress: own() },
      { label: 'work', emailaddress: own('other') },
    ]);
  });

  test('gives a validated address another label', async () => {
    await add('home', own()).expect(201);
    await prove(own());
    await change('home', 'work', own()).expect(201);
    expect(await labels('?validated=true')).toEqual(['work']);
  });
});

describe('deleteEmailAddress', () => {
  const remove = (label: string) => me.delete(`${list}/${label}`);

  test('is refused for the only address', async () => {
    await add('home', own()).expect(201);
    expect((await remove('home').expect(409)).body).toEqual({ error: 'last_email_address' });
    expect(await labels()).toEqual(['home']);
  });

  // promise: last-contact
  test('is refused for the only validated address', async () => {
    await add('home', own()).expect(201);
    await add('work', own('work')).expect(201);
    await prove(own());
    expect((await remove('home').expect(409)).body).toEqual({ error: 'last_email_address' });
    expect((await facts()).validated).toEqual([own()]);
  });

  test('removes exactly one of two when both are removed at once', async () => {
    await add('home', own()).expect(201);
    await add('work', own('work')).expect(201);
    await prove(own());
    await prove(own('work'));
    const responses = await Promise.all([remove('home'), remove('work')]);
    expect(responses.map((response) => response.status).sort()).toEqual([204, 409]);
    expect((await facts()).validated).toHaveLength(1);
  });

  test('leaves no validation behind that starts at the same moment', async () => {
    await add('kept', own('kept')).expect(201);
    for (let round = 0; round < 8; round += 1) {
      const label = `gone ${round}`;
      await add(label, own(`gone${round}`)).expect(201);
      const path = `${list}/${encodeURIComponent(label)}`;
      const [removed, validated] = await Promise.all([me.delete(path), me.post(`${path}/validate`)]);
      expect([removed.status, [204, 404].includes(validated.status)]).toEqual([204, true]);
      expect((await facts()).pending).toEqual([own('kept')]);
    }
  });

  test('ends the validation with the last label of the address', async () => {
    for (const [label, name] of [
      ['home', 'one'],
      ['copy', 'one'],
      ['work', 'two'],
    ] as const)
      await add(label, own(name)).expect(201);
    await prove(own('one'));
    await prove(own('two'));
    await remove('home').expect(204);
    expect((await facts()).validated).toEqual([own('one'), own('two')]);
    await remove('copy').expect(204);
    expect(await facts()).toEqual({ validated: [own('two')], pending: [own('two')] });
  });
});

describe('validateEmailAddress', () => {
  const validate = (label: string, query = '') => me.post(`${list}/${label}/validate${query}`);

  test('sends another message, whose link replaces the earlier one', async () => {
    await add('home', own()).expect(201);
    await validate('home').expect(204);
    expect(app.senders.mails).toHaveLength(2);
    expect((await facts()).pending).toEqual([own()]);
  });

  test('sends nothing to an address that is validated', async () => {
    await add('home', own()).expect(201);
    await prove(own());
    app.senders.mails.length = 0;
    await validate('home').expect(204);
    expect(app.senders.mails).toEqual([]);
  });

  test('responds 404 for an unknown label', async () => {
    await validate('away').expect(404);
    expect(app.senders.mails).toEqual([]);
  });

  test('is refused after the fifth message to an address within an hour', async () => {
    await add('home', own()).expect(201);
    for (let round = 2; round <= 5; round += 1) await validate('home').expect(204);
    await validate('home').expect(429);
    expect(app.senders.mails).toHaveLength(5);
  });

  test.each([
    ['', 'Confirm your email address', 'en'],
    ['?lang=nl', 'Bevestig je e-mailadres', 'nl'],
    ['?lang=RU-ru', 'Подтвердите адрес электронной почты', 'ru'],
    ['?lang=xx', 'Confirm your email address', 'en'],
    ['?lang=', 'Confirm your email address', 'en'],
    ['?lang=constructor', 'Confirm your email address', 'en'],
  ])('writes in the language asked for: %j', async (query, subject, language) => {
    await add('home', own()).expect(201);
    app.senders.mails.length = 0;
    await validate('home', query).expect(204);
    expect(app.senders.mails[0]?.subject).toBe(subject);
    expect(app.senders.mails[0]?.text).toContain(`&l=${language}`);
  });

  test.each([
    ['nobody', 401],
    ['another user', 403],
  ])('is closed to %s', async (who, status) => {
    await add('home', own()).expect(201);
    app.senders.mails.length = 0;
    const token = who === 'nobody' ? undefined : (await newUser(app)).token;
    await callerWith(app, token).post(`${list}/home/validate`).expect(status);
    expect(app.senders.mails).toEqual([]);
  });
});
