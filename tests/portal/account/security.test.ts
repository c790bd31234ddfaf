import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';
import { codeOf, newNumber, setUpTotp } from '../../users/factors.ts';
import { afterPassword } from '../sign-in/signing-in.ts';
import { press } from './pressing.ts';

let app: TestApp;
let agent: UserAgent;
let bob: TestUser;
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  people += 1;
  bob = await newUser(app, { email: `bob${people}@company.com`, phone: newNumber() });
  agent = openUserAgent(app);
  await signInAs(app, agent, bob.username);
});

const path = '/account/security';
const rows = (table: 'user_totp_secrets' | 'user_totp_offers' | 'user_recovery_codes' | 'sessions') =>
  app.database.db.selectFrom(table).selectAll().where('username', '=', bob.username).execute();
const events = async () =>
  (
    await app.database.db
      .selectFrom('audit_events')
      .select('event')
      .where('username', '=', bob.username)
      .execute()
  ).map(({ event }) => event);
const lastSubject = () => app.senders.mails.at(-1)?.subject;

describe.each([path, `${path}/app`, `${path}/recovery`])('%s', (address) => {
  test('needs a sign-in, and refuses a form without its token', async () => {
    const away = await openUserAgent(app).get(address);
    expect(away.headers.location).toBe(`/login?endpoint=${encodeURIComponent(address)}`);
    expect((await agent.postForm(address, {})).status).toBe(403);
    expect(await events()).toEqual([]);
  });
});

describe.each([`${path}/app`, `${path}/recovery`])('%s', (address) => {
  test('asks for the password again after ten minutes, also when a form is sent', async () => {
    const page = await agent.get(address);
    app.clock.advance(601);
    const confirm = `/login/confirm?to=${encodeURIComponent(address)}`;
    expect((await agent.get(address)).headers.location).toBe(confirm);
    expect((await press(agent, page, {})).headers.location).toBeDefined();
    expect((await agent.submit(page, { do: 'start' }, address)).headers.location).toBe(confirm);
    expect([...(await rows('user_totp_offers')), ...(await rows('user_recovery_codes'))]).toEqual([]);
  });
});

describe('the password', () => {
  const change = async (typed: Record<string, string>) =>
    agent.submit(await agent.get(path), { passwordrepeat: typed.password ?? '', ...typed }, path);
  const signsIn = async (password: string) =>
    (await openUserAgent(app).postJson('/login', { login: bob.username, password })).status === 204;

  test('is shown with the time of its last change', async () => {
    const { text } = await agent.get(path);
    expect(text).toContain(`Last changed <time datetime="${app.clock.now().toISOString()}"`);
  });

  // promise: asvs-6.2.2
  test('is changed with the current one; this browser stays signed in, others do not, and the user gets a mail', async () => {
    const other = openUserAgent(app);
    await signInAs(app, other, bob.username);
    const before = new Map(agent.cookies);
    const response = await change({ currentpassword: bob.password, password: 'seven wild geese' });
    expect((await agent.follow(response)).text).toContain('Your password has been changed');
    expect((await other.get(path)).status).toBe(302);
    expect(await rows('sessions')).toHaveLength(1);
    expect([...agent.cookies]).not.toEqual([...before]);
    expect([await signsIn('seven wild geese'), await signsIn(bob.password)]).toEqual([true, false]);
    expect(await events()).toContain('password.changed');
    expect(lastSubject()).toBe('Your password has been changed');
  });

  test('may have NUL characters', async () => {
    await change({ currentpassword: bob.password, password: 'seven\0wild\0geese' });
    expect([await signsIn('seven\0wild\0geese'), await signsIn('seven\ufffdwild\ufffdgeese')]).toEqual([
      true,
      false,
    ]);
  });

  test.each([
    ['wrong password', 'seven wild geese', {}, 'Incorrect password.'],
    ['correct horse battery', 'short', {}, 'at least 8 characters'],
    ['correct horse battery', 'password1', {}, 'This password is too common'],
    ['correct horse battery', 'bobjohnson1', {}, 'too similar to your personal details'],
    ['correct horse battery', 'seven wild geese', { passwordrepeat: 'other' }, 'The passwords do not match'],
  ])('%s → %s %j is refused', async (currentpassword, password, more, text) => {
    const response = await change({ currentpassword, password, ...more });
    expect(response.status).toBe(422);
    expect(response.text).toContain(text);
    expect(await signsIn(bob.password)).toBe(true);
    expect(await events()).not.toContain('password.changed');
  });

  test('costs no attempt when the current one is missing', async () => {
    const limits = () =>
      app.database.db.selectFrom('rate_limits').select(['key', 'points']).orderBy('key').execute();
    const before = await limits();
    const response = await change({ currentpassword: '', password: 'seven wild geese' });
    expect([
      response.status,
      response.text.includes('id="currentpassword-error">Enter your password.'),
    ]).toEqual([422, true]);
    expect(await limits()).toEqual(before);
    expect(await signsIn(bob.password)).toBe(true);
  });

  test('changes once when two change it at once', async () => {
    const words = ['seven wild geese', 'eleven wild swans'];
    const responses = await Promise.all(
      words.map((password) => change({ currentpassword: bob.password, password })),
    );
    expect(responses.filter(({ status }) => status === 303)).toHaveLength(1);
    const works = await Promise.all(words.map(signsIn));
    expect(works.filter(Boolean)).toHaveLength(1);
  });
});

describe('the authenticator application', () => {
  const address = `${path}/app`;
  const shownSecret = (html: string) =>
    /<code class="secret">([A-Z2-7 ]+)</.exec(html)?.[1]?.replaceAll(' ', '');
  const start = async () => {
    const page = await agent.follow(await press(agent, await agent.get(address), { do: 'start' }));
    return { page, secret: shownSecret(page.text) ?? '' };
  };

  test('is set up with the secret as text and as a picture inside the page, once a code is right', async () => {
    expect(shownSecret((await agent.get(address)).text)).toBeUndefined();
    const { page, secret } = await start();
    expect(secret).toHaveLength(32);
    expect(page.text).toMatch(/<svg class="qr-code"[^>]*><rect.*<path/);
    const done = await press(agent, page, { do: 'confirm' }, { totpcode: codeOf(app, secret) });
    expect(done.headers.location).toBe(address);
    expect(await rows('user_totp_secrets')).toHaveLength(1);
    expect(await rows('user_totp_offers')).toEqual([]);
    const after = await agent.get(address);
    expect(after.text).toContain('Set up on');
    expect(after.text).not.toContain(secret);
    expect([await events(), lastSubject()]).toEqual([['totp.set'], 'An authenticator app was set up']);
    expect(app.logLines.join()).not.toContain(secret);
    const waiting = await afterPassword(app, bob);
    app.clock.advance(60);
    const proof = { totpcode: codeOf(app, secret) };
    expect((await waiting.postJson('/login/totpconfirmation', proof)).status).toBe(200);
  });

  test('keeps the offered secret after a wrong code, and what was set up before', async () => {
    const stored = await setUpTotp(app, bob);
    const [before] = await rows('user_totp_secrets');
    const { page, secret } = await start();
    expect(secret).not.toBe(stored);
    const refused = await press(agent, page, { do: 'confirm' }, { totpcode: '000000' });
    expect([refused.status, shownSecret(refused.text)]).toEqual([422, secret]);
    expect((await press(agent, page, { do: 'confirm' }, { do: 'start' })).headers.location).toBe(address);
    expect(shownSecret((await agent.get(address)).text)).toBe(secret);
    expect(await rows('user_totp_secrets')).toEqual([before]);
  });

  test('asks for the code when the field is empty, which is no attempt', async () => {
    const { page, secret } = await start();
    const before = await app.database.db.selectFrom('rate_limits').selectAll().execute();
    for (const totpcode of ['', '   ']) {
      const response = await press(agent, page, { do: 'confirm' }, { totpcode });
      expect([response.status, shownSecret(response.text)]).toEqual([422, secret]);
      expect(response.text).toMatch(/id="totpcode-error">Enter the code\./);
    }
    expect(await app.database.db.selectFrom('rate_limits').selectAll().execute()).toEqual(before);
    expect(await rows('user_totp_secrets')).toEqual([]);
  });

  test('drops an offered secret after half an hour', async () => {
    const { page, secret } = await start();
    app.clock.advance(1801);
    await signInAs(app, agent, bob.username);
    const late = await agent.get(address);
    expect(shownSecret(late.text)).toBeUndefined();
    const fields = { do: 'confirm', totpcode: codeOf(app, secret) };
    expect((await press(agent, late, { do: 'start' }, fields)).status).toBe(409);
    expect(page.status).toBe(200);
    expect(await rows('user_totp_secrets')).toEqual([]);
  });

  test('is set up once when confirmed twice at once', async () => {
    const { page, secret } = await start();
    const typed = { totpcode: codeOf(app, secret) };
    await Promise.all([1, 2, 3].map(() => press(agent, page, { do: 'confirm' }, typed)));
    expect(await events()).toEqual(['totp.set']);
  });

  test('accepts ten wrong codes, then none for a while', async () => {
    const { page } = await start();
    const guess = () => press(agent, page, { do: 'confirm' }, { totpcode: '000000' });
    for (let round = 0; round < 10; round += 1) await guess();
    expect((await guess()).status).toBe(429);
  });

  // promise: asvs-7.4.3
  test('is removed when a number can take its place, which signs out elsewhere', async () => {
    await setUpTotp(app, bob);
    const other = openUserAgent(app);
    await signInAs(app, other, bob.username);
    const page = await agent.get(`${address}/remove`);
    expect(await rows('user_totp_secrets')).toHaveLength(1);
    await agent.submit(page, {}, `${address}/remove`);
    expect(await rows('user_totp_secrets')).toEqual([]);
    expect((await agent.get(`${address}/remove`)).headers.location).toBe(address);
    expect((await other.get(path)).status).toBe(302);
    expect((await agent.get(path)).status).toBe(200);
    expect((await events()).sort()).toEqual(['session.ended', 'totp.removed', 'totp.set']);
    expect(lastSubject()).toBe('The authenticator app was removed');
  });

  test('stays, and the page says why, when there is no confirmed number', async () => {
    await setUpTotp(app, bob);
    await app.database.db
      .deleteFrom('validated_phone_numbers')
      .where('username', '=', bob.username)
      .execute();
    const removal = `${address}/remove`;
    const refused = await agent.submit(await agent.get(removal), {}, removal);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Confirm a phone number first');
    expect(await rows('user_totp_secrets')).toHaveLength(1);
  });
});

describe('recovery codes', () => {
  const address = `${path}/recovery`;
  const codesIn = (html: string) =>
    [...html.matchAll(/<code>([0-9A-Z-]{11})<\/code>/g)].map(([, code = '']) => code);
  const make = async () => codesIn((await agent.submit(await agent.get(address), {}, address)).text);
  const signsIn = async (code: string) => {
    const waiting = await afterPassword(app, bob);
    const page = await waiting.get('/login/2fa/recovery');
    return (await waiting.submit(page, { code }, '/login/2fa/recovery')).status === 303;
  };

  test('are none before the first are made', async () => {
    expect((await agent.get(address)).text).toContain('No codes.');
  });

  test('lead back to the overview once they are saved', async () => {
    const made = await agent.submit(await agent.get(address), {}, address);
    expect(made.text).toContain(`<a class="button primary" href="${path}">I have saved the codes</a>`);
  });

  test('are ten, shown once, announced by mail, and each signs in once', async () => {
    const codes = await make();
    expect(new Set(codes).size).toBe(10);
    const after = await agent.get(address);
    expect(codesIn(after.text)).toEqual([]);
    expect(after.text).toContain('10 codes left');
    expect([await events(), lastSubject()]).toEqual([
      ['recovery_codes.made'],
      'New recovery codes were created',
    ]);
    expect(app.logLines.join()).not.toContain(codes[0]);
    expect([await signsIn(codes[0] ?? ''), await signsIn(codes[0] ?? '')]).toEqual([true, false]);
    expect((await agent.get(path)).text).toContain('9 codes left');
  });

  test('void the earlier ones, as the page says before', async () => {
    const warning = 'New codes replace the ones you have.';
    expect((await agent.get(address)).text).not.toContain(warning);
    const [old = ''] = await make();
    expect((await agent.get(address)).text).toContain(warning);
    const [fresh = ''] = await make();
    expect(await rows('user_recovery_codes')).toHaveLength(10);
    expect([await signsIn(old), await signsIn(fresh)]).toEqual([false, true]);
  });

  test('created twice at once are ten in the end', async () => {
    const sets = await Promise.all([make(), make(), make()]);
    expect(await rows('user_recovery_codes')).toHaveLength(10);
    const works = await Promise.all(sets.map(([code = '']) => signsIn(code)));
    expect(works.filter(Boolean)).toHaveLength(1);
  });
});
