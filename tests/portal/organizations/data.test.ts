import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemActor } from '../../../src/base/actor.ts';
import { createContract } from '../../../src/documents/contracts/acts.ts';
import { createDocument } from '../../../src/documents/see/acts.ts';
import { listGrantTags } from '../../../src/organizations/grants/queries.ts';
import {
  insertOrUpdateRegistryEntry,
  listRegistryEntries,
} from '../../../src/organizations/registry/queries.ts';
import { addIdentifier } from '../../../src/users/identifiers/acts.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { expectRefusals, newCallers, newPerson, send } from './owners.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

describe('the registry', () => {
  const entriesOf = (globalid: string) => listRegistryEntries(app.database.db, globalid);

  test('stores and replaces entries', async () => {
    const { owner, globalid, path } = await newCallers(app);
    const action = `${path}/registry/new`;
    await send(owner, path, action, { key: 'homepage', value: 'https://shop.example' });
    const stored = await send(owner, path, action, { key: 'homepage', value: 'https://new.example' });
    expect((await owner.agent.follow(stored)).text).toContain('https://new.example');
    expect(await entriesOf(globalid)).toEqual([{ key: 'homepage', value: 'https://new.example' }]);
  });

  test('offers a value to be changed', async () => {
    const { owner, path } = await newCallers(app);
    const action = `${path}/registry/new`;
    await send(owner, path, action, { key: 'a & b', value: 'https://shop.example' });
    const { text } = await owner.agent.get(`${path}/registry`);
    expect(text).toContain(`href="${action}?key=a+%26+b"`);
    const form = await owner.agent.get(`${action}?key=a+%26+b`);
    expect(form.text).toContain('value="a &amp; b"');
    expect(form.text).toContain('>https://shop.example</textarea>');
    expect((await owner.agent.get(`${action}?key=unknown`)).text).not.toContain('value="unknown"');
  });

  test('is searched when it is long', async () => {
    const { owner, globalid, path } = await newCallers(app);
    const now = app.clock.now();
    const store = (key: string) =>
      insertOrUpdateRegistryEntry(app.database.db, globalid, { key, value: 'x' }, now);
    await store('colour');
    const read = async (query = '') => (await owner.agent.get(`${path}/registry${query}`)).text;
    expect(await read()).not.toContain('Search entries');
    for (let count = 0; count < 20; count += 1) await store(`size-${count}`);
    expect(await read()).toContain('Search entries');
    const found = await read('?q=COL');
    expect(found).toContain('<strong>colour</strong>');
    expect(found).not.toContain('size-');
    expect(await read('?q=%3Cb%3E')).toContain('Nothing found for “&lt;b>”.');
  });

  test('says which field is wrong', async () => {
    const { owner, globalid, path } = await newCallers(app);
    const fields = { key: '', value: 'x'.repeat(1025) };
    const response = await send(owner, path, `${path}/registry/new`, fields);
    expect(response.status).toBe(422);
    expect(response.text).toContain('Enter a key of 1 to 256 visible characters.');
    expect(response.text).toContain('A value has at most 1024 characters.');
    expect(await entriesOf(globalid)).toEqual([]);
  });

  test.each([
    ['spaces', '   '],
    ['a mark that turns the writing around', '\u202Egnp.exe'],
    ['a control character', 'a\u0007b'],
  ])('refuses a key of %s beside its field, and keeps the value', async (_what, key) => {
    const { owner, globalid, path } = await newCallers(app);
    const response = await send(owner, path, `${path}/registry/new`, { key, value: 'https://kept.example' });
    expect(response.status).toBe(422);
    expect(response.text).toContain('Enter a key of 1 to 256 visible characters.');
    expect(response.text).toContain('https://kept.example</textarea>');
    expect(await entriesOf(globalid)).toEqual([]);
  });

  test('is for owners only', async () => {
    const callers = await newCallers(app);
    const { member, stranger, globalid, path } = callers;
    const action = `${path}/registry/new`;
    await expectRefusals({ app, callers, action, fields: { key: 'a', value: 'b' } });
    for (const page of [`${path}/registry`, action, `${action}?key=a`]) {
      expect((await member.agent.get(page)).status).toBe(403);
      expect((await stranger.agent.get(page)).status).toBe(404);
    }
    expect(await entriesOf(globalid)).toEqual([]);
  });
});

describe('grants', () => {
  test('have no search field while there are few', async () => {
    const { owner, path } = await newCallers(app);
    const { text } = await owner.agent.get(`${path}/grants`);
    expect(text).toContain('No user has a grant.');
    expect(text).not.toContain('type="search"');
  });

  test('are put on users who share something', async () => {
    const { owner, globalid, path } = await newCallers(app);
    const { username } = await newPerson(app, 'shopper');
    await newThirdPartyToken(app, { username, client: globalid });
    const action = `${path}/grants`;
    await send(owner, path, `${action}/new`, { who: username, tag: 'vip' });
    await send(owner, path, `${action}/new`, { who: username, tag: 'beta.tester' });
    const tags = () => listGrantTags(app.database.db, username, globalid);
    expect(await tags()).toEqual(['vip', 'beta.tester']);
    const { text } = await owner.agent.get(`${action}?q=BETA`);
    expect(text).toContain(username);
    const nothing = await owner.agent.get(`${action}?q=nothing`);
    expect(nothing.text).toContain('Nothing found for “nothing”.');
    expect(nothing.text).not.toContain('No user has a grant.');
  });

  test.each([
    ['no-such-user', 'vip', 'There is no such user.'],
    ['member', 'vip', 'This user shares nothing with the organization.'],
    ['member', 'not a tag', 'Use 2 to 100 letters'],
  ])('to %s as “%s” are refused', async (name, tag, text) => {
    const { owner, member, globalid, path } = await newCallers(app);
    const who = name === 'member' ? member.username : name;
    const response = await send(owner, path, `${path}/grants/new`, { who, tag });
    expect([response.status, response.text.includes(text)]).toEqual([422, true]);
    expect(await listGrantTags(app.database.db, member.username, globalid)).toEqual([]);
  });

  test('are for owners only', async () => {
    const callers = await newCallers(app);
    const { member, stranger, path } = callers;
    const action = `${path}/grants`;
    await expectRefusals({
      app,
      callers,
      action: `${action}/new`,
      fields: { who: member.username, tag: 'vip' },
    });
    for (const page of [action, `${action}/new`]) {
      expect((await member.agent.get(page)).status).toBe(403);
      expect((await stranger.agent.get(page)).status).toBe(404);
    }
  });
});

describe('contracts', () => {
  test('are listed with parties and signatures, for owners only', async () => {
    const { owner, member, stranger, globalid, path } = await newCallers(app);
    const expiresAt = new Date(app.clock.now().getTime() - 1000);
    await createContract(
      { db: app.database.db },
      systemActor(app.clock.now()),
      { type: 'org', name: globalid },
      {
        contractId: `${globalid}-lease`,
        content: 'Rent of a shop <b>',
        contractType: 'lease',
        expiresAt,
        extends: [],
        invalidates: [],
        parties: [],
        signatures: [],
      },
    );
    const { text } = await owner.agent.get(`${path}/contracts`);
    for (const part of [`${globalid}-lease`, 'Rent of a shop &lt;b>', 'Expired', `Parties: ${globalid}`])
      expect(text).toContain(part);
    expect((await member.agent.get(`${path}/contracts`)).status).toBe(403);
    expect((await stranger.agent.get(`${path}/contracts`)).status).toBe(404);
  });
});

describe('identifiers', () => {
  const made = async (globalid: string, username: string) => {
    const party = { username, azp: globalid, globalid };
    return addIdentifier({ db: app.database.db }, systemActor(app.clock.now()), party);
  };

  test('are listed with their user, and looked up', async () => {
    const { owner, member, stranger, globalid, path } = await newCallers(app);
    const [first, second] = [await made(globalid, member.username), await made(globalid, stranger.username)];
    const { text } = await owner.agent.get(`${path}/identifiers`);
    for (const part of [first, second, member.username, stranger.username]) expect(text).toContain(part);
    const { text: found } = await owner.agent.get(`${path}/identifiers?q=${second}`);
    expect([found.includes(stranger.username), found.includes(member.username)]).toEqual([true, false]);
    const other = await newCallers(app);
    const { text: foreign } = await other.owner.agent.get(`${other.path}/identifiers?q=${second}`);
    expect(foreign).toContain('This organization has no such identifier.');
    expect(foreign).not.toContain(stranger.username);
  });

  test('are for owners only', async () => {
    const { member, stranger, path } = await newCallers(app);
    expect((await member.agent.get(`${path}/identifiers`)).status).toBe(403);
    expect((await stranger.agent.get(`${path}/identifiers`)).status).toBe(404);
  });
});

describe('documents of an organization', () => {
  test('show each user of the organization only what is in that user’s account', async () => {
    const { owner, member, stranger, globalid, path } = await newCallers(app);
    const key = { username: member.username, globalid, uniqueid: 'lease-1' };
    const content = {
      category: 'lease',
      link: 'https://shop.example/lease.pdf',
      contentType: 'application/pdf',
    };
    const texts = { shortDescription: 'A lease', fullDescription: '', startDate: null, endDate: null };
    const unsigned = { keystoreLabel: '', signature: '' };
    const deps = { db: app.database.db };
    await createDocument(deps, systemActor(app.clock.now()), key, { ...content, ...texts, ...unsigned });
    expect((await member.agent.get(`${path}/see`)).text).toContain('lease-1');
    const { text } = await owner.agent.get(`${path}/see`);
    expect(text).toContain('This organization keeps no document in your account.');
    expect(text).not.toContain('lease-1');
    expect((await stranger.agent.get(`${path}/see`)).status).toBe(404);
  });
});
