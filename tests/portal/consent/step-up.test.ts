import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { authorizeUrl, newClient } from '../../support/authorize.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';
import { callerWith } from '../../users/caller.ts';

let app: TestApp;
let agent: UserAgent;
let user: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  await newClient(app, 'shop');
});
afterAll(() => app.close());

beforeEach(async () => {
  user = await newUser(app);
  agent = openUserAgent(app);
  await signInAs(app, agent, user.username, {
    authenticatedAt: new Date(app.clock.now().getTime() - 601_000),
  });
});

async function openConsent(scope: string): Promise<Response> {
  return agent.follow(await agent.get(authorizeUrl({ scope })));
}

const tables = [
  'user_email_addresses',
  'pending_email_validations',
  'user_phone_numbers',
  'pending_phone_validations',
  'user_public_keys',
] as const;

const stored = async () => [
  await Promise.all(tables.map((table) => app.database.db.selectFrom(table).selectAll().execute())),
  app.senders.mails.length,
  app.senders.texts.length,
];

describe('during consent, a session without recent authentication', () => {
  // promise: step-up
  test.each([
    ['user:email', 'emailaddresses', 'email', { emailaddress: 'thief@company.com' }],
    ['user:phone', 'phonenumbers', 'phone', { phonenumber: '+32475999111' }],
    [
      'user:publickey',
      'publicKeys',
      'publickey',
      { publickey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f' },
    ],
  ])('adds nothing for %s before the password, and continues after it', async (scope, kind, form, fields) => {
    const before = await stored();
    const added = await agent.submit(await openConsent(scope), { do: `add|${kind} main` }, '/authorize');
    const address = added.headers.location ?? '';
    expect(address).toContain(`/authorize/add/${form}?`);
    const csrf_token = /name="csrf_token" value="([^"]+)"/.exec((await openConsent(scope)).text)?.[1] ?? '';
    const posted = await agent.postForm(address, { csrf_token, label: 'thief', ...fields });
    expect(posted.headers.location).toMatch(/^\/login\/confirm\?to=%2Fauthorize%2Fadd%2F/);
    expect(await stored()).toEqual(before);
    const back = await agent.submit(
      await agent.follow(posted),
      { password: user.password },
      '/login/confirm',
    );
    const again = await agent.follow(back);
    const done = await agent.submit(again, { label: 'mine', ...fields }, '/authorize/add/');
    expect((await agent.follow(done)).text).toMatch(/<option value="mine" selected/);
  });

  test('confirms no number, and sends no message, before the password', async () => {
    const number = '+32475999222';
    const added = { label: 'second', phonenumber: number };
    await callerWith(app, user.token).post(`/users/${user.username}/phonenumbers`, added).expect(201);
    const page = await openConsent('user:validated:phone');
    const before = await stored();
    const sent = await agent.submit(page, { do: 'confirm|validatedphonenumbers|second' }, '/authorize');
    expect(sent.headers.location).toMatch(/^\/login\/confirm\?to=%2Fauthorize%3F/);
    expect(await stored()).toEqual(before);
  });

  test('still adds entries that are not credentials, such as an address', async () => {
    const form = await agent.follow(
      await agent.submit(await openConsent('user:address'), { do: 'add|addresses main' }, '/authorize'),
    );
    expect(form.text).toContain('name="street"');
  });

  test('still decides about the request itself', async () => {
    const response = await agent.submit(await openConsent('user:name'), { do: 'allow' }, '/authorize');
    expect(response.headers.location).toContain('code=');
  });
});
