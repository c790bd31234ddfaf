import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { listRegistryEntries } from '../../../src/users/registry/queries.ts';
import { type Documents, newDocuments, openDocumentsApp, said } from '../../documents/see/documents.ts';
import { type TestApp, testUrl } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';

let app: TestApp;
let agent: UserAgent;
let stranger: UserAgent;
let documents: Documents;

beforeAll(async () => {
  app = await openDocumentsApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  documents = await newDocuments(app);
  agent = openUserAgent(app);
  await signInAs(app, agent, documents.user.username);
  stranger = openUserAgent(app);
  await signInAs(app, stranger, (await newUser(app)).username);
});

const path = '/account/documents';
const rent = `${path}/see/shop/rent%2031`;

describe('documents from organizations', () => {
  test('are listed with their newest version, to their user only', async () => {
    expect((await stranger.get(path)).text).toContain('No organization keeps a document');
    await documents.create();
    await documents.append({ category: 'receipt' });
    for (const page of [path, `${path}/see`]) {
      const { text } = await agent.get(page);
      expect(text).toMatch(/rent 31.*Not signed.*receipt.*From shop.*Version 2/s);
      expect((await stranger.get(page)).text).not.toContain('rent 31');
    }
    expect((await openUserAgent(app).get(path)).headers.location).toMatch(/^\/login\?endpoint=/);
  });

  test('show their content, version by version, and the signatures', async () => {
    await documents.create();
    await documents.append({ category: 'receipt', keystore_label: 'signing', signature: 'c2lnbmF0dXJl' });
    const newest = await agent.get(rent);
    expect(newest.text).toContain('<em>green</em>');
    expect(newest.text).toContain('Signed with the key “signing”');
    const first = await agent.get(`${rent}?version=1`);
    expect(first.text).toContain('contract');
    expect(first.text).not.toContain('Signed with the key');
    for (const unknown of [`${rent}?version=3`, `${rent}?version=x`, `${path}/see/bank/rent%2031`])
      expect((await agent.get(unknown)).status).toBe(404);
    expect((await stranger.get(rent)).status).toBe(404);
  });

  // promise: safe-documents
  test.each([
    ['HTML', '<img src=x onerror=alert(1)><script>alert(1)</script>', /<img|<script>/],
    ['a script in a link', '[press](javascript:alert(1))', /href="javascript/],
    ['data in a link', '[press](data:text/html,x)', /href="data/],
    ['a picture of another host', '![x](https://evil.example/x.png)', /<img[^>]*evil/],
    ['a heading of the page', '# Title', /<h1>Title/],
  ])('show no %s', async (_what, markdown, bad) => {
    await documents.create({ ...said, markdown_full_description: markdown });
    const { status, text } = await agent.get(rent);
    const [main = ''] = /<main.*<\/main>/s.exec(text) ?? [];
    expect(status).toBe(200);
    expect(main).not.toMatch(bad);
  });

  test('link to web addresses only', async () => {
    await documents.create({ ...said, link: 'javascript:alert(1)' });
    expect((await agent.get(rent)).text).not.toContain('href="javascript');
  });
});

describe('keys that organizations keep', () => {
  test('are listed by name, without the key', async () => {
    const { text } = await agent.get(path);
    expect(text).toMatch(/signing.*From shop/s);
    const row = await app.database.db
      .selectFrom('user_keystore_keys')
      .select('key')
      .where('username', '=', documents.user.username)
      .executeTakeFirstOrThrow();
    expect(text).not.toContain(row.key);
    expect((await stranger.get(`${path}/keys`)).text).not.toContain('signing');
  });
});

describe('contracts', () => {
  async function contract(username: string, contractId: string) {
    const { db } = app.database;
    const times = { created_at: app.clock.now(), expires_at: new Date('2099-01-01T00:00:00Z') };
    const lists = { extends: [], invalidates: [] };
    const row = { contract_id: contractId, content: 'Rent <b>of</b> a car', contract_type: 'rent' };
    await db
      .insertInto('contracts')
      .values({ ...row, ...lists, ...times })
      .execute();
    const party = { contract_id: contractId, party_type: 'user' as const, party_name: username };
    await db
      .insertInto('contract_parties')
      .values({ ...party, position: 1 })
      .execute();
  }

  test('are shown to their parties only', async () => {
    const id = `rent-${documents.user.username}`;
    await contract(documents.user.username, id);
    expect((await agent.get(path)).text).toContain(id);
    const { text } = await agent.get(`${path}/contracts/${id}`);
    expect(text).toContain('Rent &lt;b>of&lt;/b> a car');
    expect(text).toContain('No one has signed');
    expect(text).toContain('None can be added here.');
    expect((await stranger.get(`${path}/contracts/${id}`)).status).toBe(404);
    expect((await stranger.get(`${path}/contracts`)).text).not.toContain(id);
  });
});

describe('the registry', () => {
  const add = `${path}/registry/new`;
  const addressOf = (key: string, page = '') =>
    `${path}/registry/entry${page}?${new URLSearchParams({ key })}`;
  const [entry, removal] = [addressOf('home/page'), addressOf('home/page', '/remove')];
  const stored = () => listRegistryEntries(app.database.db, documents.user.username);
  const publish = async (key: string, value: string) =>
    agent.submit(await agent.get(add), { key, value }, add);

  test('adds and changes entries, and removes them after a confirmation', async () => {
    const added = await publish('home/page', 'https://bob.example');
    expect((await agent.follow(added)).text).toContain('The entry “home/page” has been saved.');
    await agent.submit(await agent.get(entry), { value: 'https://bob.example/new' }, entry);
    expect(await stored()).toEqual([{ key: 'home/page', value: 'https://bob.example/new' }]);
    const page = await agent.get(removal);
    expect(await stored()).toHaveLength(1);
    await agent.submit(page, {}, removal);
    expect(await stored()).toEqual([]);
    expect((await agent.submit(page, {}, removal)).status).toBe(404);
  });

  test.each(['.', '..', 'a/b', '%2e%2e', '?x#y', '& =+'])('has addresses for the key %j', async (key) => {
    await publish(key, 'before');
    const { text } = await agent.get(`${path}/registry`);
    const links = [...text.matchAll(/href="([^"]*registry\/entry[^"]*)"/g)].map(
      ([, link = '']) => new URL(link.replaceAll('&amp;', '&'), testUrl),
    );
    const [change = '', remove = ''] = links.map(({ pathname, search }) => pathname + search);
    await agent.submit(await agent.get(change), { value: 'after' }, `${path}/registry/entry`);
    expect(await stored()).toEqual([{ key, value: 'after' }]);
    await agent.submit(await agent.get(remove), {}, `${path}/registry/entry/remove`);
    expect(await stored()).toEqual([]);
  });

  test.each([
    ['', 'x', 'key'],
    ['x'.repeat(257), 'x', 'key'],
    ['two  blanks', 'x', 'key'],
    ['name', 'x'.repeat(1025), 'value'],
  ])('refuses %j with %j', async (key, value, field) => {
    const response = await publish(key, value);
    expect([response.status, response.text]).toEqual([422, expect.stringContaining(`${field}-error`)]);
    expect(await stored()).toEqual([]);
  });

  test('is changed by its user only, signed in, with the token of the form', async () => {
    await publish('home/page', 'x');
    for (const page of [entry, removal]) {
      expect((await stranger.get(page)).status).toBe(404);
      expect((await stranger.postJson(page, { value: 'stolen' })).status).toBe(404);
      expect((await agent.postForm(page, { value: 'forged' })).status).toBe(403);
      expect((await openUserAgent(app).postJson(page, { value: 'none' })).status).toBe(401);
    }
    expect((await agent.postForm(add, { key: 'k', value: 'forged' })).status).toBe(403);
    expect(await stored()).toEqual([{ key: 'home/page', value: 'x' }]);
  });
});

test('a list that does not exist is unknown', async () => {
  expect((await agent.get(`${path}/passwords`)).status).toBe(404);
});
