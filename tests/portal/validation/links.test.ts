import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { openUserAgent, pressLink, signInAs, type UserAgent } from '../../support/user-agent.ts';
import { callerWith } from '../../users/caller.ts';
import { newNumber } from '../../users/factors.ts';
import { codeOfText, linkOfMail, linkOfText, newPerson, submit } from '../registration/steps.ts';

let app: TestApp;
let user: TestUser;
beforeAll(async () => {
  app = await openTestApp();
  user = await newUser(app);
});
afterAll(() => app.close());

const confirmed = async () => {
  const { db } = app.database;
  const emails = db.selectFrom('validated_email_addresses').select('email_address as contact');
  const phones = db.selectFrom('validated_phone_numbers').select('phone_number as contact');
  const rows = await emails.unionAll(phones).execute();
  return rows.map(({ contact }) => contact);
};

let addresses = 0;

/** Adds an address to the account. @returns the address, and the link in its mail */
async function newAddress() {
  addresses += 1;
  const emailaddress = `link${addresses}@company.com`;
  const path = `/users/${user.username}/emailaddresses`;
  const body = { label: `link ${addresses}`, emailaddress };
  await callerWith(app, user.token).post(path, body).expect(201);
  return { contact: emailaddress, link: linkOfMail(app) };
}

async function newPhone() {
  const phonenumber = newNumber();
  const path = `/users/${user.username}/phonenumbers`;
  const label = `phone ${phonenumber.slice(-8)}`;
  await callerWith(app, user.token).post(path, { label, phonenumber }).expect(201);
  await callerWith(app, user.token)
    .post(`${path}/${encodeURIComponent(label)}/validate`)
    .expect(200);
  return { contact: phonenumber, link: linkOfText(app) };
}

async function signedIn(username: string): Promise<UserAgent> {
  const agent = openUserAgent(app);
  await signInAs(app, agent, username);
  return agent;
}

describe.each([
  ['an email address', newAddress],
  ['a phone number', newPhone],
])('the link of a message that confirms %s', (_what, requestLink) => {
  // promise: link-button
  test('confirms nothing by being opened in a program without cookies; its button does', async () => {
    const { contact, link } = await requestLink();
    const page = await openUserAgent(app).get(link);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<button type="submit" class="primary">Confirm</button>');
    expect(await confirmed()).not.toContain(contact);
    expect((await pressLink(openUserAgent(app), link)).status).toBe(200);
    expect(await confirmed()).toContain(contact);
  });

  test('confirms it at once where the user who asked is signed in', async () => {
    const { contact, link } = await requestLink();
    expect((await (await signedIn(user.username)).get(link)).status).toBe(200);
    expect(await confirmed()).toContain(contact);
  });

  // promise: link-button
  test('confirms nothing at once where another user is signed in', async () => {
    const { contact, link } = await requestLink();
    const stranger = await newUser(app);
    await (await signedIn(stranger.username)).get(link);
    expect(await confirmed()).not.toContain(contact);
  });

  test('confirms nothing by a link whose secret is wrong, asked for here or not', async () => {
    const { contact, link } = await requestLink();
    const wrong = link.replace(/c=[^&]+/, 'c=000000');
    expect((await (await signedIn(user.username)).get(wrong)).status).toBe(404);
    expect(await confirmed()).not.toContain(contact);
  });
});

describe('the link of a registration', () => {
  const phoneIsConfirmed = async (phone: string) => {
    const row = app.database.db.selectFrom('registrations').selectAll().where('phone_number', '=', phone);
    return ((await row.executeTakeFirst())?.phone_confirmed_at ?? null) !== null;
  };

  test('confirms at once in the browser that registers, elsewhere by its button', async () => {
    for (const isHere of [true, false]) {
      const person = newPerson();
      const agent = openUserAgent(app);
      expect((await submit(agent, person)).status).toBe(201);
      const link = linkOfText(app);
      await openUserAgent(app).get(link);
      expect(await phoneIsConfirmed(person.phone)).toBe(false);
      if (isHere) await agent.get(link);
      else await pressLink(openUserAgent(app), link);
      expect(await phoneIsConfirmed(person.phone)).toBe(true);
    }
  });

  test('confirms nothing at once in a browser that registers another user', async () => {
    const [person, other] = [newPerson(), newPerson()];
    const agent = openUserAgent(app);
    await submit(agent, other);
    await submit(openUserAgent(app), person);
    expect(codeOfText(app)).not.toBe('');
    await agent.get(linkOfText(app));
    expect(await phoneIsConfirmed(person.phone)).toBe(false);
  });
});
