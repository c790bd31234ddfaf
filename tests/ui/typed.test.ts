import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newOperator } from '../admin/operators.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { formsOf, openUserAgent, signInAs, switchLanguage, type UserAgent } from '../support/user-agent.ts';

/** Another language is chosen without scripts while a form is being filled in. */

let app: TestApp;
let owner: TestUser;
beforeAll(async () => {
  app = await openTestApp();
  owner = await newUser(app, { username: 'owner', email: 'owner@company.com' });
  await newOrganization(app.database.db, 'petshop', { owner: 'owner' });
});
afterAll(() => app.close());

async function ownersAgent(): Promise<UserAgent> {
  const agent = openUserAgent(app);
  await signInAs(app, agent, owner.username);
  await app.database.db.updateTable('users').set({ language: 'en' }).execute();
  return agent;
}

const shown = (text: string) => /<html lang="(\w+)"/.exec(text)?.[1];

/** The values of all fields of a page, including text areas. */
function valuesOn(text: string): Record<string, string | undefined> {
  const areas = [...text.matchAll(/<textarea[^>]*\sname="([^"]+)"[^>]*>([^<]*)</g)];
  return {
    ...Object.fromEntries(areas.map(([, name = '', value]) => [name, value])),
    ...Object.assign({}, ...formsOf(text).map(({ values }) => values)),
  };
}

describe('what was typed', () => {
  test.each([
    ['/register', { firstname: 'Maria', email: 'maria@company.com' }],
    ['/register?client_id=petshop', { lastname: '"&<b' }],
    ['/login', { login: 'maria', keep: '1' }],
    ['/login/forgotpassword', { login: 'maria' }],
    ['/login/validateemail', { username: 'maria' }],
  ])('stays on the page of visitors %s', async (path, typed) => {
    const agent = openUserAgent(app);
    const page = await switchLanguage(agent, await agent.get(path), 'nl', typed);
    expect([page.status, shown(page.text)]).toEqual([200, 'nl']);
    expect(valuesOn(page.text)).toMatchObject(typed);
    expect(page.text).not.toContain('"&<b');
  });

  test('stays when a language is chosen, and then another', async () => {
    const agent = openUserAgent(app);
    const first = await switchLanguage(agent, await agent.get('/register'), 'nl', { firstname: 'Maria' });
    const second = await switchLanguage(agent, first, 'ru');
    expect([second.status, shown(second.text)]).toEqual([200, 'ru']);
    expect(valuesOn(second.text)).toMatchObject({ firstname: 'Maria' });
  });

  test.each([
    ['/account/profile/name', { firstname: 'Bo' }],
    ['/account/profile/add/address', { street: 'High Street', label: 'home' }],
    ['/account/profile/add/publickey', { publickey: 'ssh-rsa AAAA' }],
    ['/account/apikeys/new', { label: 'laptop' }],
    ['/account/documents/registry/new', { key: 'colour', value: 'two\nlines' }],
    ['/account/data', { username: 'own' }],
    ['/new-organization', { name: 'newshop' }],
    ['/organizations/petshop/people/invite', { who: 'alice\nbob', role: 'owner' }],
    ['/organizations/petshop/clients/new', { label: 'web', kind: 'machine' }],
    ['/organizations/petshop/webhooks/new', { url: 'https://hooks.example/', description: 'for us' }],
    ['/organizations/petshop/settings', { 'description-en': 'A *shop*' }],
  ])('stays on the page of a user %s, and nothing is stored', async (path, typed) => {
    const agent = await ownersAgent();
    const before = await agent.get(path);
    expect([path, before.status]).toEqual([path, 200]);
    const page = await switchLanguage(agent, before, 'ru', typed);
    expect([page.status, shown(page.text)]).toEqual([200, 'ru']);
    expect(valuesOn(page.text)).toMatchObject(typed);
    for (const table of ['user_registry_entries', 'user_addresses', 'user_public_keys', 'webhooks'] as const)
      expect([table, await app.database.db.selectFrom(table).selectAll().execute()]).toEqual([table, []]);
  });

  test('stays on the pages of operators', async () => {
    const { agent } = await newOperator(app);
    const path = '/admin/organizations/petshop/delete';
    const page = await switchLanguage(agent, await agent.get(path), 'nl', { typed: 'petshop' });
    expect([page.status, valuesOn(page.text).typed]).toEqual([200, 'petshop']);
    const rows = app.database.db.selectFrom('organizations').select('globalid');
    expect(await rows.where('globalid', '=', 'petshop').execute()).toHaveLength(1);
  });

  test('stays where a refused form was shown at its own address', async () => {
    const agent = openUserAgent(app);
    const typed = { firstname: 'Maria', email: 'no address' };
    const refused = await agent.submit(await agent.get('/register'), typed, '/register/validation');
    expect(refused.status).toBe(422);
    const page = await switchLanguage(agent, refused, 'nl', { ...typed, lastname: 'Jansen' });
    expect([page.status, shown(page.text)]).toEqual([200, 'nl']);
    expect(valuesOn(page.text)).toMatchObject({ ...typed, lastname: 'Jansen' });
  });

  test.each([
    ['/login', { login: 'maria', password: 'quiet river' }],
    ['/register', { password: 'quiet river', passwordrepeat: 'quiet river' }],
  ])('is never shown again when it is a password: %s', async (path, typed) => {
    const agent = openUserAgent(app);
    const page = await switchLanguage(agent, await agent.get(path), 'nl', typed);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('quiet river');
    expect(app.logLines.join()).not.toContain('quiet river');
  });

  test('does not stay when the page is reloaded', async () => {
    const agent = openUserAgent(app);
    await switchLanguage(agent, await agent.get('/register'), 'nl', { firstname: 'Maria' });
    expect((await agent.get('/register')).text).not.toContain('Maria');
  });
});

describe('choosing a language with a form', () => {
  test('is kept by the browser and the account', async () => {
    const agent = await ownersAgent();
    await switchLanguage(agent, await agent.get('/account/profile/name'), 'nl');
    const user = app.database.db.selectFrom('users').select('language').where('username', '=', 'owner');
    expect(await user.executeTakeFirst()).toEqual({ language: 'nl' });
    expect(agent.cookies.get('language')).toBe('nl');
  });

  test('needs the token of the form, here and at the page that is shown again', async () => {
    const agent = await ownersAgent();
    await agent.get('/account/profile/name');
    const fields = { 'typed-form': 'x /account/profile/name 0', firstname: 'Eve' };
    for (const path of ['/preferences?language=nl&return_to=/account', '/account/profile/name', '/account'])
      expect([path, (await agent.postForm(path, fields)).status]).toEqual([path, 403]);
    const user = app.database.db.selectFrom('users').select('language').where('username', '=', 'owner');
    expect(await user.executeTakeFirst()).toEqual({ language: 'en' });
  });

  test('redirects to no other site', async () => {
    const agent = openUserAgent(app);
    const [form] = formsOf((await agent.get('/login')).text);
    const fields = { ...form?.values, 'typed-form': 'x /login 0' };
    for (const away of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
      const path = `/preferences?language=nl&return_to=${encodeURIComponent(away)}`;
      const { status, headers } = await agent.postForm(path, fields);
      expect([status, headers.location]).toEqual([307, '/']);
    }
  });

  test('is the only form that a page without its own accepts', async () => {
    const agent = await ownersAgent();
    const { csrf_token: token = '' } =
      formsOf((await agent.get('/account/profile/name')).text)[0]?.values ?? {};
    const refused = await agent.postForm('/account/activity', { csrf_token: token });
    expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});
