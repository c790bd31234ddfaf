import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import request from 'supertest';
import { press } from '../portal/account/pressing.ts';
import { newPerson, submit, usernameOf } from '../portal/registration/steps.ts';
import { afterPassword, lastText, signedIn } from '../portal/sign-in/signing-in.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { openUserAgent, pressLink, signInAs, type UserAgent } from '../support/user-agent.ts';
import { callerWith } from '../users/caller.ts';
import { newNumber } from '../users/factors.ts';

/** The recipient has chosen Russian; all other users, browsers and calls use Dutch. */
let app: TestApp;
let ann: TestUser;
let bob: TestUser;
let email: string;
let phone: string;
let browser: UserAgent;
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  await app.database.db.deleteFrom('outbox_messages').execute();
  await app.database.db.deleteFrom('account_deletions').execute();
  app.senders.mails.length = 0;
  app.senders.texts.length = 0;
  people += 1;
  email = `ann${people}@company.com`;
  phone = newNumber();
  ann = await newUser(app, { email, phone, language: 'ru' });
  bob = await newUser(app, { language: 'nl' });
  await newOrganization(app.database.db, `dutch${people}`, { owner: bob.username });
  await newOrganization(app.database.db, `russian${people}`, { owner: ann.username });
  browser = openUserAgent(app, { 'Accept-Language': 'nl' });
});

const api = (token: string) => callerWith(app, token);
const linkOf = (text: string | undefined) => /http:\/\/iyo\.test(\/\S+)/.exec(text ?? '')?.[1] ?? '';
const confirmBy = (text: string | undefined) => pressLink(browser, linkOf(text));
const openLastLink = () => confirmBy(app.senders.mails.at(-1)?.text);

/** A browser in which Ann is signed in. */
async function atHome(): Promise<UserAgent> {
  const agent = openUserAgent(app, { 'Accept-Language': 'nl' });
  await signInAs(app, agent, ann.username);
  return agent;
}

const invite = (token: string, globalid: string, searchstring: string) =>
  api(token).post(`/organizations/${globalid}/members`, { searchstring }).expect(201);

async function changePassword(): Promise<void> {
  const agent = await atHome();
  const passwords = { password: 'the quiet river bends', passwordrepeat: 'the quiet river bends' };
  const page = await agent.get('/account/security');
  await agent.submit(page, { currentpassword: ann.password, ...passwords }, '/account/security');
}

async function resetPassword(): Promise<void> {
  await browser.postJson('/login/forgotpassword', { login: email, langkey: 'nl' });
  const token = /resetpassword\/(\S+)/.exec(app.senders.mails.at(-1)?.text ?? '')?.[1] ?? '';
  await browser.postJson('/login/resetpassword', { token, password: 'the quiet river bends' });
}

async function leave(): Promise<string> {
  await api(ann.token).delete(`/organizations/russian${people}`).expect(204);
  const agent = await atHome();
  await press(agent, await agent.get('/account/data'), { username: '' }, { username: ann.username });
  return linkOf(app.senders.mails.at(-1)?.text);
}

async function comeBack(): Promise<void> {
  const link = await leave();
  await press(browser, await browser.get(link), {}, { token: link.split('=')[1] ?? '' });
}

async function beErased(): Promise<void> {
  await leave();
  await app.eraseAccounts(new Date(app.clock.now().getTime() + 15 * 86_400_000));
  await app.deliveries.settled();
}

async function takeEmail(): Promise<void> {
  const entry = { label: 'mine', emailaddress: email };
  await api(bob.token).post(`/users/${bob.username}/emailaddresses`, entry).expect(201);
  await openLastLink();
}

async function takePhone(): Promise<void> {
  const numbers = `/users/${bob.username}/phonenumbers`;
  await api(bob.token).post(numbers, { label: 'mine', phonenumber: phone }).expect(201);
  await api(bob.token).post(`${numbers}/mine/validate`).expect(200);
  await confirmBy(app.senders.texts.at(-1)?.text);
}

async function register(data = newPerson({ langkey: 'nl' }), meanwhile?: () => Promise<unknown>) {
  await submit(browser, data);
  const code = /(\d{6})/.exec(app.senders.texts.at(-1)?.text ?? '')?.[1] ?? '';
  await browser.postJson('/register/smsconfirmation', { smscode: code });
  await meanwhile?.();
  await browser.postJson('/register/resendvalidation', data);
}

/** Registers with an address that Ann confirms in the meantime. */
async function registerTaken(): Promise<void> {
  const data = newPerson({ langkey: 'nl' });
  const fact = { email_address: data.email, username: ann.username, validated_at: app.clock.now() };
  const prove = () => app.database.db.insertInto('validated_email_addresses').values(fact).execute();
  await register(data, prove);
}

async function signInElsewhere(): Promise<void> {
  await signedIn(app, ann);
  await signedIn(app, ann);
}

const addEmail = (query = '') =>
  api(ann.token)
    .post(`/users/${ann.username}/emailaddresses${query}`, { label: 'new', emailaddress: `new.${email}` })
    .expect(201);

async function guessPasswords(): Promise<void> {
  for (let time = 0; time < 11; time += 1)
    await browser.postJson('/login', { login: ann.username, password: 'wrong' });
}

async function shareByApi(): Promise<void> {
  const users = app.database.db.updateTable('users').where('username', '=', ann.username);
  await users.set({ wants_app_notices: true }).execute();
  const body = { username: ann.username, grantedTo: `dutch${people}`, organizations: [], name: true };
  await api(ann.token).put(`/users/${ann.username}/authorizations/dutch${people}`, body).expect(201);
}

async function askForCode(langkey?: string): Promise<void> {
  const agent = await afterPassword(app, ann);
  agent.headers['Accept-Language'] = 'nl';
  await agent.postJson('/login/smscode/main', langkey === undefined ? {} : { langkey });
}

const validatePhone = (query = '') =>
  api(ann.token).post(`/users/${ann.username}/phonenumbers/main/validate${query}`).expect(200);

async function validateUnproved(): Promise<void> {
  await app.database.db
    .deleteFrom('validated_email_addresses')
    .where('username', '=', ann.username)
    .execute();
  await browser.postJson('/login/validateemail', { username: ann.username });
}

const causes: readonly (readonly [template: string, how: string, language: string, () => unknown])[] = [
  // Caused by other users or by the server.
  ['newSignIn', 'in a browser that speaks English', 'ru', signInElsewhere],
  ['passwordChanged', 'on a page', 'ru', changePassword],
  ['passwordResetNotice', 'in a Dutch browser', 'ru', resetPassword],
  ['failures', 'in a Dutch browser', 'ru', guessPasswords],
  ['deletion.requested', 'on a page', 'ru', leave],
  ['deletion.cancelled', 'in a Dutch browser', 'ru', comeBack],
  ['deletion.done', 'by the server', 'ru', beErased],
  ['emailTaken', 'by a Dutch user', 'ru', takeEmail],
  ['phoneTaken', 'by a Dutch user', 'ru', takePhone],
  ['registrationEmail', 'by a Dutch user with an address in use', 'ru', registerTaken],
  ['newApp', 'by the API', 'ru', shareByApi],
  ['invitation', 'by a Dutch user', 'ru', () => invite(bob.token, `dutch${people}`, ann.username)],
  // To recipients without an account.
  ['invitation', 'by mail', 'ru', () => invite(ann.token, `russian${people}`, 'who@knows.org')],
  ['invitation', 'by text message', 'ru', () => invite(ann.token, `russian${people}`, '+32479111222')],
  ['invitation', 'by an organization', 'en', inviteAsOrganization],
  ['registrationPhone', 'on a Dutch page', 'nl', () => submit(browser, newPerson({ langkey: 'nl' }))],
  ['registrationEmail', 'on a Dutch page', 'nl', () => register()],
  // Requested on a page in another language, or through the API.
  ['signIn', 'on a Dutch page', 'nl', askForCode],
  ['signIn', 'with a langkey', 'en', () => askForCode('en')],
  [
    'passwordReset',
    'on a Dutch page',
    'nl',
    () => browser.postJson('/login/forgotpassword', { login: email }),
  ],
  ['emailValidation', 'on a Dutch page', 'nl', validateUnproved],
  ['emailValidation', 'by the API', 'ru', () => addEmail()],
  ['emailValidation', 'with lang', 'nl', () => addEmail('?lang=nl')],
  ['phoneValidation', 'by the API', 'ru', () => validatePhone()],
  ['phoneValidation', 'with an unknown lang', 'ru', () => validatePhone('?lang=xx')],
];

async function inviteAsOrganization(): Promise<void> {
  const globalid = `dutch${people}`;
  await request(app.web)
    .post(`/api/organizations/${globalid}/members`)
    .set('Authorization', `token ${await organizationToken(app, globalid)}`)
    .send({ searchstring: 'who@knows.org' })
    .expect(201);
}

/** The last message, as one string. */
function lastSent(channel: string): string {
  const mail = app.senders.mails.at(-1);
  return channel === 'sms' ? (app.senders.texts.at(-1)?.text ?? '') : `${mail?.subject} ${mail?.text}`;
}

// promise: language
test.each(causes)('%s, %s, is in %s', async (template, _how, language, cause) => {
  await cause();
  const { db } = app.database;
  const rows = await db.selectFrom('outbox_messages').selectAll().where('template', '=', template).execute();
  expect(rows.map((row) => row.language)).toEqual([language]);
  expect(/[а-яё]{3}/i.test(lastSent(rows[0]?.channel ?? ''))).toBe(language === 'ru');
});

test('the language of registration stays with the account', async () => {
  const person = newPerson({ langkey: 'ru' });
  await register(person);
  await browser.get(linkOf(app.senders.mails.at(-1)?.text));
  const done = await browser.postJson('/register', person);
  expect(done.status).toBe(200);
  const username = await usernameOf(app, person);
  const users = app.database.db
    .selectFrom('users')
    .select('language')
    .where('username', '=', String(username));
  expect(await users.execute()).toEqual([{ language: 'ru' }]);
  expect((await browser.get('/account')).text).toContain('<html lang="ru"');
});

test('a code is requested in the language of the page, not of the named account', async () => {
  await askForCode('nl');
  expect(lastText(app).link).toContain('l=nl');
});
