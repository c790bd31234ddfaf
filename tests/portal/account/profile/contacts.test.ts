import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findProfile } from '../../../../src/users/profile-queries.ts';
import { openTestApp, type TestApp } from '../../../support/app.ts';
import { newUser, type TestUser } from '../../../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../../support/user-agent.ts';
import { newNumber, setUpTotp } from '../../../users/factors.ts';
import { lastText, wrongCode } from '../../sign-in/signing-in.ts';

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
  bob = await newUser(app, { email: `robert${people}@company.com`, phone: newNumber() });
  agent = openUserAgent(app);
  await signInAs(app, agent, bob.username);
});

const profile = '/account/profile';
const stored = () => findProfile(app.database.db, bob.username);

async function add(kind: 'email' | 'phone', value: string) {
  const path = `${profile}/add/${kind}`;
  const field = kind === 'email' ? 'emailaddress' : 'phonenumber';
  return agent.submit(await agent.get(path), { label: 'second', [field]: value }, path);
}

describe('an email address', () => {
  test('is confirmed by the link of the mail that adding it sent', async () => {
    const added = await add('email', `second${people}@company.com`);
    expect(added.headers.location).toBe(`${profile}/email/second/confirm?sent`);
    expect((await agent.follow(added)).text).toContain(`on its way to second${people}@company.com`);
    const link = app.senders.mails.at(-1)?.text.match(/https?:\/\/[^/\s]+(\/emailvalidation\S+)/)?.[1] ?? '';
    await agent.get(link);
    const checked = await agent.follow(await agent.get(`${profile}/email/second/confirm?sent`));
    expect(checked.text).toContain(`second${people}@company.com is confirmed.`);
    expect((await stored())?.emailAddresses).toMatchObject([{ isValidated: true }, { isValidated: true }]);
  });

  test('can be sent another mail, but not when it is confirmed', async () => {
    const path = `${profile}/email/second/confirm`;
    await add('email', `other${people}@company.com`);
    const before = app.senders.mails.length;
    const sent = await agent.submit(await agent.get(path), { do: 'send' }, path);
    expect([sent.headers.location, app.senders.mails.length]).toEqual([`${path}?sent`, before + 1]);
    expect((await agent.get(`${profile}/email/main/confirm`)).headers.location).toBe(profile);
  });

  test('that is confirmed can be renamed, not changed', async () => {
    const path = `${profile}/email/main`;
    const page = await agent.get(path);
    expect(page.text).toContain('A confirmed address cannot be changed');
    await agent.submit(page, { label: 'work', emailaddress: 'eve@evil.example' }, path);
    expect((await stored())?.emailAddresses).toEqual([
      { label: 'work', address: `robert${people}@company.com`, isValidated: true },
    ]);
  });

  test('that is the last confirmed one stays', async () => {
    await add('email', `spare${people}@company.com`);
    const path = `${profile}/email/main/remove`;
    const refused = await agent.submit(await agent.get(path), {}, path);
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('can be recovered')]);
    expect((await stored())?.emailAddresses).toHaveLength(2);
  });
});

describe('a phone number', () => {
  const path = `${profile}/phone/second/confirm`;

  async function withCode() {
    const number = newNumber();
    const added = await add('phone', number);
    expect(added.headers.location).toBe(path);
    const sent = await agent.submit(await agent.follow(added), { do: 'send' }, path);
    return { number, page: await agent.follow(sent), code: lastText(app).code };
  }

  test('is confirmed by the code of an SMS', async () => {
    const { number, page, code } = await withCode();
    expect(page.text).toContain(`on its way to ${number}`);
    const done = await agent.submit(page, { do: 'code', smscode: code }, path);
    expect((await agent.follow(done)).text).toContain(`${number} is confirmed.`);
    expect((await stored())?.phoneNumbers).toMatchObject([{ isValidated: true }, { isValidated: true }]);
  });

  test('is not confirmed by a wrong code, none, or that of another session’s key', async () => {
    const { page, code } = await withCode();
    for (const smscode of ['', wrongCode(code)]) {
      const refused = await agent.submit(page, { do: 'code', smscode }, path);
      expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('smscode-error')]);
      expect(refused.text).not.toContain('is on its way');
    }
    const other = await agent.submit(page, { do: 'code', smscode: code, k: 'x'.repeat(43) }, path);
    expect(other.status).toBe(422);
    expect((await stored())?.phoneNumbers).toMatchObject([{ isValidated: true }, { isValidated: false }]);
  });

  test('sends nothing and confirms nothing without recent authentication', async () => {
    const { page, code } = await withCode();
    app.clock.advance(601);
    const texts = app.senders.texts.length;
    for (const action of ['code', 'send'])
      expect((await agent.submit(page, { do: action, smscode: code }, path)).headers.location).toContain(
        '/login/confirm?to=',
      );
    expect(app.senders.texts).toHaveLength(texts);
    expect((await stored())?.phoneNumbers).toMatchObject([{ isValidated: true }, { isValidated: false }]);
  });

  test('that is the last confirmed one is removed after a warning, and only with another factor', async () => {
    const remove = `${profile}/phone/main/remove`;
    const warned = await agent.submit(await agent.get(remove), {}, remove);
    expect([warned.status, warned.text]).toEqual([409, expect.stringContaining('last confirmed number')]);
    const needed = await agent.submit(warned, {}, remove);
    expect([needed.status, needed.text]).toEqual([
      409,
      expect.stringContaining('need this number to sign in'),
    ]);
    expect((await stored())?.phoneNumbers).toHaveLength(1);
    await setUpTotp(app, bob);
    const again = await agent.submit(await agent.get(remove), {}, remove);
    expect(again.status).toBe(409);
    expect((await agent.submit(again, {}, remove)).headers.location).toBe(profile);
    expect((await stored())?.phoneNumbers).toEqual([]);
  });

  test('that is the last confirmed one is not replaced by another', async () => {
    const edit = `${profile}/phone/main`;
    const response = await agent.submit(await agent.get(edit), { phonenumber: newNumber() }, edit);
    expect([response.status, response.text]).toEqual([422, expect.stringContaining('phonenumber-error')]);
    expect((await stored())?.phoneNumbers).toMatchObject([{ isValidated: true }]);
  });
});
