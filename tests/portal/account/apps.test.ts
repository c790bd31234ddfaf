import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { findAuthorization } from '../../../src/consents/queries.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { storeRecord } from '../../support/authorize.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newApiKey, newOrganization } from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { openUserAgent, signInAs, switchLanguage, type UserAgent } from '../../support/user-agent.ts';
import { fillProfile } from '../../users/full-profile.ts';

let app: TestApp;
let agent: UserAgent;
let bob: TestUser;
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
  await newOrganization(app.database.db, 'bank');
});
afterAll(() => app.close());

beforeEach(async () => {
  people += 1;
  bob = await newUser(app, { email: `bob${people}@company.com` });
  agent = openUserAgent(app);
  await signInAs(app, agent, bob.username);
});

const path = '/account/apps';
const shopPath = `${path}/shop`;
const withdrawal = `${shopPath}/withdraw`;
const mail = {
  kind: 'emailaddresses',
  requestedLabel: 'main',
  realLabel: 'main',
  canWrite: false,
  currency: null,
} as const;
const shares = () =>
  storeRecord(app, bob.username, { flags: new Set(['user:name', 'user:see']), labels: [mail] });
const record = (client = 'shop') => findAuthorization(app.database.db, bob.username, client);
const eventsOf = async (username: string) =>
  (
    await app.database.db
      .selectFrom('audit_events')
      .select('event')
      .where('username', '=', username)
      .execute()
  ).map(({ event }) => event);

describe('the page of what is shared', () => {
  test('says so when nothing is shared', async () => {
    const empty = await agent.get(path);
    expect(empty.text).toContain('No organization has access');
    expect(empty.text).not.toContain('These organizations can see');
  });

  // promise: asvs-10.7.3
  test('says in plain words what an organization sees, since when, and which entry is meant', async () => {
    await shares();
    const list = await agent.get(path);
    expect(list.text).toContain('Sees: Your name, ');
    const { text } = await agent.get(shopPath);
    expect(text).toContain('Documents that shop can store in your account');
    expect(text).toContain(`main: bob${people}@company.com`);
    for (const shown of [list.text, text])
      expect(shown).toMatch(/Since <time [^>]*>[^<]* UTC<\/time>\. Not used yet\./);
  });

  test('has one verb for one entry, and another for all access', async () => {
    await shares();
    const words = async (language: string) => {
      await app.database.db.updateTable('users').set({ language }).execute();
      const { text } = await agent.get(shopPath);
      const buttons = [...text.matchAll(/class="(?:button )?danger[^"]*"[^>]*>([^<]+)</g)].map(
        ([, word]) => word,
      );
      return [...new Set(buttons)];
    };
    expect(await words('en')).toEqual(['Stop sharing', 'Withdraw all access']);
    expect(await words('nl')).toEqual(['Niet meer delen', 'Alle toegang intrekken']);
    expect(await words('ru')).toEqual(['Больше не делиться', 'Отозвать весь доступ']);
    await app.database.db.updateTable('users').set({ language: null }).execute();
  });

  test('shows nothing that other users share', async () => {
    await shares();
    const other = openUserAgent(app);
    await signInAs(app, other, (await newUser(app)).username);
    expect((await other.get(path)).text).not.toContain('shop');
    for (const page of [shopPath, withdrawal]) expect((await other.get(page)).status).toBe(404);
  });

  test('needs a sign-in', async () => {
    const response = await openUserAgent(app).get(path);
    expect(response.headers.location).toBe('/login?endpoint=%2Faccount%2Fapps');
  });
});

const stopping = (item: string) => `${shopPath}/stop?${new URLSearchParams({ item })}`;

/** Stops sharing an item, and confirms it. */
const stop = async (item: string) => agent.submit(await agent.get(stopping(item)), {}, `${shopPath}/stop`);

const choose = (page: Response, item: string, entry: string) =>
  agent.submit(page, { [`entry ${item}`]: entry }, shopPath);

describe('withdrawing', () => {
  test('one item asks for confirmation', async () => {
    await shares();
    const before = await record();
    const page = await agent.get(stopping('user:name'));
    expect(page.text).toContain('Stop sharing “Your name” with shop?');
    expect(await record()).toEqual(before);
  });

  // promise: asvs-10.7.3
  test('one item keeps the others, and narrows earlier tokens', async () => {
    const token = await newThirdPartyToken(app, {
      username: bob.username,
      client: 'shop',
      scopes: ['user:name', 'user:email'],
      labels: [{ kind: 'emailaddresses', requested: 'main', real: 'main' }],
    });
    const info = () =>
      request(app.web).get(`/api/users/${bob.username}/info`).set('Authorization', `token ${token}`);
    expect((await info()).body.emailaddresses).toHaveLength(1);
    const response = await stop('emailaddresses main');
    expect(response.headers.location).toBe(shopPath);
    expect((await agent.follow(response)).text).toMatch(/shop no longer sees: Email address/);
    expect(await record()).toMatchObject({ flags: new Set(['user:name', 'offline_access']), labels: [] });
    expect((await info()).body).toMatchObject({ firstname: 'Bob', emailaddresses: [] });
    expect(await eventsOf(bob.username)).toContain('authorization.changed');
  });

  test('the last item keeps access to the username only', async () => {
    await storeRecord(app, bob.username, { flags: new Set(['user:name']) });
    await stop('user:name');
    expect(await record()).toMatchObject({ flags: new Set(), labels: [] });
    expect((await agent.get(shopPath)).text).toContain('Always shared.');
    expect((await agent.get(path)).text).toContain('Sees your username only');
  });

  // promise: asvs-10.4.9
  test('everything ends the record, its tokens and grants at once, and those of that organization only', async () => {
    const token = await newThirdPartyToken(app, { username: bob.username, client: 'shop' });
    const kept = await newThirdPartyToken(app, { username: bob.username, client: 'bank' });
    const page = await agent.get(withdrawal);
    expect(await record()).toBeDefined();
    const done = await agent.submit(page, {}, withdrawal);
    expect((await agent.follow(done)).text).toContain('shop no longer has access to your account.');
    const statusOf = async (given: string) =>
      (await request(app.web).get(`/api/users/${bob.username}/info`).set('Authorization', `token ${given}`))
        .status;
    expect([await statusOf(token), await statusOf(kept)]).toEqual([401, 200]);
    expect(await record()).toBeUndefined();
    const { db } = app.database;
    for (const table of ['access_tokens', 'authorization_grants'] as const) {
      const rows = db.selectFrom(table).select('client_id').where('username', '=', bob.username);
      expect((await rows.execute()).map((row) => row.client_id)).not.toContain('shop');
    }
    expect(await eventsOf(bob.username)).toContain('authorization.withdrawn');
  });

  test('an item that is not shared changes and records nothing', async () => {
    await shares();
    const before = await record();
    const page = await agent.get(stopping('user:see'));
    for (const item of ['user:github', 'none\0']) {
      const response = await agent.submit(page, { item }, `${shopPath}/stop`);
      expect((await agent.follow(response)).text).toContain('This was changed in the meantime.');
    }
    expect((await agent.get(stopping('user:github'))).status).toBe(404);
    expect((await agent.get(`${path}/bank`)).status).toBe(404);
    expect(await record()).toEqual(before);
    expect(await eventsOf(bob.username)).toEqual([]);
  });

  test('needs a sign-in and a form of this site, and changes the account of the user only', async () => {
    await shares();
    const page = await agent.get(withdrawal);
    const stranger = openUserAgent(app);
    await signInAs(app, stranger, (await newUser(app)).username);
    expect((await agent.postForm(withdrawal, {})).status).toBe(403);
    expect((await stranger.postForm(withdrawal, {})).status).toBe(403);
    expect((await stranger.postJson(withdrawal, {})).status).toBe(404);
    agent.headers['Sec-Fetch-Site'] = 'cross-site';
    expect((await agent.submit(page, {}, withdrawal)).status).toBe(403);
    const anonymous = openUserAgent(app);
    expect((await anonymous.postJson(withdrawal, {})).status).toBe(401);
    expect((await anonymous.postJson(`${shopPath}/stop`, { item: 'user:name' })).status).toBe(401);
    expect(await record()).toBeDefined();
  });

  test('two items at once withdraws both', async () => {
    await shares();
    const items = ['user:name', 'user:see', 'emailaddresses main'];
    const pages: Response[] = [];
    for (const item of items) pages.push(await agent.get(stopping(item)));
    await Promise.all(pages.map((page) => agent.submit(page, {}, `${shopPath}/stop`)));
    expect(await record()).toMatchObject({ flags: new Set(), labels: [] });
    const changes = (await eventsOf(bob.username)).filter((event) => event === 'authorization.changed');
    expect(changes).toHaveLength(3);
  });
});

describe('changing the entry that an application sees', () => {
  const second = { label: 'second', emailaddress: 'second@company.com' };
  const addSecond = async () => {
    const form = '/account/profile/add/email';
    await agent.submit(await agent.get(form), second, form);
  };

  test('shows it the other one from now on', async () => {
    await shares();
    await addSecond();
    const page = await agent.get(shopPath);
    const done = await choose(page, 'emailaddresses main', 'second');
    expect((await agent.follow(done)).text).toContain('shop now sees: second.');
    expect((await record())?.labels).toEqual([{ ...mail, realLabel: 'second' }]);
    expect(await eventsOf(bob.username)).toContain('authorization.changed');
  });

  test('keeps every choice when another language is chosen', async () => {
    await shares();
    await addSecond();
    const page = await agent.get(shopPath);
    const shown = await switchLanguage(agent, page, 'nl', { 'entry emailaddresses main': 'second' });
    expect(shown.text).toMatch(/<option value="second" selected/);
    await app.database.db.updateTable('users').set({ language: null }).execute();
  });

  test('saves all choices at once, and says so when there was nothing to change', async () => {
    const work = { ...mail, requestedLabel: 'work' };
    await storeRecord(app, bob.username, { labels: [mail, work] });
    await addSecond();
    const page = await agent.get(shopPath);
    expect(page.text.match(/<select /g)).toHaveLength(2);
    expect(page.text.match(/>Save</g)).toHaveLength(1);
    const chosen = { 'entry emailaddresses main': 'second', 'entry emailaddresses work': 'second' };
    const done = await agent.submit(page, chosen, shopPath);
    expect((await agent.follow(done)).text).toContain('shop now sees: second, second.');
    expect((await record())?.labels.map(({ realLabel }) => realLabel)).toEqual(['second', 'second']);
    expect((await eventsOf(bob.username)).filter((event) => event === 'authorization.changed')).toHaveLength(
      1,
    );
    const again = await agent.submit(await agent.get(shopPath), {}, shopPath);
    expect((await agent.follow(again)).text).toContain('Nothing was changed.');
    expect((await eventsOf(bob.username)).filter((event) => event === 'authorization.changed')).toHaveLength(
      1,
    );
  });

  test('changes nothing when one choice is refused, and keeps the others on the page', async () => {
    await storeRecord(app, bob.username, { labels: [mail, { ...mail, requestedLabel: 'work' }] });
    await addSecond();
    const before = await record();
    const chosen = { 'entry emailaddresses main': 'second', 'entry emailaddresses work': 'none' };
    const response = await agent.submit(await agent.get(shopPath), chosen, shopPath);
    expect(response.status).toBe(409);
    expect(response.text.match(/<option value="second" selected/g)).toHaveLength(1);
    expect(await record()).toEqual(before);
  });

  test('shows a long list when it is asked for, and keeps what was chosen in others', async () => {
    await fillProfile(app, bob.username, ['one', 'two', 'three', 'four', 'five', 'six']);
    const work = { ...mail, requestedLabel: 'work' };
    await storeRecord(app, bob.username, { labels: [mail, work] });
    const page = await agent.get(shopPath);
    expect(page.text).not.toContain('<select id="entry');
    const opened = await agent.submit(page, { list: 'emailaddresses main' }, shopPath);
    expect([opened.status, opened.text.match(/<select /g)?.length]).toEqual([200, 1]);
    const chosen = { list: 'emailaddresses work', 'entry emailaddresses main': 'six' };
    const both = await agent.submit(opened, chosen, shopPath);
    expect(both.text.match(/<select /g)).toHaveLength(2);
    expect(both.text.match(/<option value="six" selected/g)).toHaveLength(1);
    expect((await record())?.labels).toEqual([mail, work]);
    await agent.submit(both, {}, shopPath);
    expect((await record())?.labels).toEqual([{ ...mail, realLabel: 'six' }, work]);
  });

  test('shows it no entry that the user does not have, and nothing it did not see', async () => {
    await shares();
    const before = await record();
    const page = await agent.get(shopPath);
    for (const [change, entry] of [
      ['emailaddresses main', 'none'],
      ['phonenumbers main', 'main'],
    ] as const) {
      const response = await choose(page, change, entry);
      expect(response.text).toContain('This was changed in the meantime.');
    }
    expect(await record()).toEqual(before);
  });

  test('needs recent authentication, and the token of the form', async () => {
    await shares();
    await addSecond();
    const before = await record();
    const page = await agent.get(shopPath);
    const fields = { 'entry emailaddresses main': 'second' };
    expect((await agent.postForm(shopPath, fields)).status).toBe(403);
    app.clock.advance(601);
    const response = await agent.submit(page, fields, shopPath);
    const back = `${shopPath}?${new URLSearchParams(fields)}`;
    expect(response.headers.location).toBe(`/login/confirm?${new URLSearchParams({ to: back })}`);
    expect(await record()).toEqual(before);
    expect((await agent.get(back)).text).toMatch(/<option value="second" selected/);
  });
});

describe('the home page of an application', () => {
  const addKey = (globalid: string, label: string, homePageUri: string) =>
    newApiKey(app.database.db, { globalid, label, homePageUri });

  test('is linked from the list, its page and the overview, with its host', async () => {
    await shares();
    await addKey('shop', 'none', '');
    await addKey('shop', 'web', 'https://shop.example/start?from=account');
    await addKey('shop', 'wiki', 'https://wiki.shop.example/');
    await newThirdPartyToken(app, { username: bob.username, client: 'shop' });
    for (const page of [path, shopPath, '/account']) {
      const { text } = await agent.get(page);
      expect(text).toMatch(
        /<a href="https:\/\/shop\.example\/start\?from=account"[^>]*>Open shop\.example<\/a>/,
      );
      expect(text).not.toContain('wiki.shop.example');
    }
  });

  test('is not linked by clients to which the user gave no access, and not where there is none', async () => {
    await addKey('bank', 'web', 'https://bank.example/');
    await app.database.db.deleteFrom('organization_api_keys').where('globalid', '=', 'shop').execute();
    await shares();
    for (const page of [path, shopPath, '/account']) {
      const { text } = await agent.get(page);
      expect(text).not.toContain('bank.example');
      expect(text).not.toContain('>Open ');
    }
  });
});

describe('what an application received last', () => {
  test('is shown as long as its token is known', async () => {
    await newThirdPartyToken(app, { username: bob.username, client: 'shop', scopes: ['user:name'] });
    expect((await agent.get(shopPath)).text).toMatch(/Last token issued .* It gave access to: Name\./);
  });

  test('is not shown when there is none', async () => {
    await shares();
    expect((await agent.get(shopPath)).text).not.toContain('Last token issued');
  });
});
