import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import request from 'supertest';
import { findDescriptions } from '../../../src/organizations/descriptions/queries.ts';
import { dnsProof } from '../../../src/organizations/dns/proof.ts';
import { findLogo } from '../../../src/organizations/logo/queries.ts';
import { findOrganizationDetails, hasOrganization } from '../../../src/organizations/queries.ts';
import { getSecondFactorValidity } from '../../../src/organizations/two-factor/acts.ts';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { addPerson, newOrganization } from '../../support/organizations.ts';
import { ageSession, type Callers, eventsOf, expectRefusals, newCallers, newPerson, send } from './owners.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const detailsOf = (globalid: string) => findOrganizationDetails(app.database.db, globalid);
const post = ({ owner, path }: Callers, fields: Readonly<Record<string, string>>) =>
  send(owner, path, `${path}/settings`, fields);

const remove = ({ owner, path }: Callers, fields: Readonly<Record<string, string>>) =>
  send(owner, path, `${path}/remove`, fields);

/** Uploads a logo. */
async function upload({ owner, path }: Callers, bytes: Buffer) {
  const page = await owner.agent.get(`${path}/settings`);
  const token = /name="csrf_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  return request(app.web)
    .post(`${path}/settings`)
    .set('Cookie', [...owner.agent.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    .field('csrf_token', token)
    .field('act', 'logo')
    .attach('file', bytes, 'logo.png');
}

const picture = () =>
  sharp({ create: { width: 20, height: 10, channels: 3, background: '#123456' } })
    .png()
    .toBuffer();

describe('the page of settings', () => {
  test('shows everything to owners, and members only how to leave', async () => {
    const { owner, member, stranger, path } = await newCallers(app);
    const { text } = await owner.agent.get(`${path}/settings`);
    for (const id of ['logo', 'descriptions', 'second-factor', 'scopes', 'dns', 'danger'])
      expect(text).toContain(`id="${id}"`);
    const seen = (await member.agent.get(`${path}/settings`)).text;
    expect([seen.includes('Leave organization'), seen.includes('id="logo"')]).toEqual([true, false]);
    expect(seen).not.toContain('Delete organization');
    expect((await stranger.agent.get(`${path}/settings`)).status).toBe(404);
  });

  test('takes few statements and little space', async () => {
    const callers = await newCallers(app);
    let text = '';
    const count = await app.database.countStatements(async () => {
      text = (await callers.owner.agent.get(`${callers.path}/settings`)).text;
    });
    expect(count).toBeLessThanOrEqual(8);
    expect(Buffer.byteLength(text)).toBeLessThan(30_000);
  });

  test.each([
    ['logo', {}, false],
    ['descriptions', { 'description-en': 'theirs' }, false],
    ['secondFactor', { seconds: '0' }, true],
    ['addScope', { kind: 'user:name', access: 'organization:owner' }, false],
    ['addDns', { name: 'example.com' }, true],
    ['proveDns', { name: 'example.com' }, false],
  ])('refuses %s to everyone except owners', async (act, fields, isFresh) => {
    const callers = await newCallers(app);
    const action = `${callers.path}/settings`;
    await expectRefusals({ app, callers, action, fields: { act, ...fields }, isFresh });
    expect(await eventsOf(app, callers.globalid)).toEqual([]);
  });

  test('has no other act', async () => {
    const callers = await newCallers(app);
    for (const act of ['', 'valueOf', 'everything']) expect((await post(callers, { act })).status).toBe(400);
  });
});

describe('the logo', () => {
  test('is re-encoded, shown to members, and removed', async () => {
    const callers = await newCallers(app);
    const { owner, member, stranger, globalid, path } = callers;
    const sent = await upload(callers, await picture());
    expect(sent.headers.location).toBe(`${path}/settings#logo`);
    expect(await findLogo(app.database.db, globalid)).toMatch(/^data:image\/png;base64,/);
    const shown = await member.agent.get(`${path}/logo`);
    expect([shown.status, shown.headers['content-type']]).toEqual([200, 'image/png']);
    expect((await stranger.agent.get(`${path}/logo`)).status).toBe(404);
    const removed = await remove(callers, { what: 'logo' });
    expect((await owner.agent.follow(removed)).text).toContain('The logo has been removed.');
    expect((await owner.agent.get(`${path}/logo`)).status).toBe(404);
  });

  test('is refused when it is no picture', async () => {
    const callers = await newCallers(app);
    for (const bytes of [Buffer.from('<svg onload="alert(1)"/>'), Buffer.alloc(0)]) {
      const response = await upload(callers, bytes);
      expect([response.status, response.text.includes('Choose a PNG')]).toEqual([422, true]);
    }
    expect(await findLogo(app.database.db, callers.globalid)).toBeNull();
  });
});

describe('the descriptions', () => {
  test('are kept for each language, and an empty one is removed', async () => {
    const callers = await newCallers(app);
    const { owner, globalid, path } = callers;
    const texts = () => findDescriptions(app.database.db, globalid, ['en', 'nl', 'ru']);
    await post(callers, { act: 'descriptions', 'description-en': ' Shop ', 'description-nl': 'Winkel' });
    expect([...((await texts()) ?? [])]).toEqual([
      ['en', 'Shop'],
      ['nl', 'Winkel'],
    ]);
    expect(await eventsOf(app, globalid)).toHaveLength(2);
    await post(callers, { act: 'descriptions', 'description-en': 'Shop', 'description-nl': '' });
    expect([...((await texts()) ?? [])]).toEqual([['en', 'Shop']]);
    expect(await eventsOf(app, globalid)).toHaveLength(3);
    const { text } = await owner.agent.get(`${path}/settings`);
    expect(text).toMatch(/id="preview-text"[^>]*>Shop</);
  });
});

describe('long descriptions', () => {
  test('are kept when another one is changed, although the form is longer than most', async () => {
    const callers = await newCallers(app);
    const long = 'Москва'.repeat(10_000);
    const [english, dutch] = [`${long} en`, `${long} nl`];
    await post(callers, { act: 'descriptions', 'description-en': english, 'description-nl': dutch });
    await post(callers, { act: 'descriptions', 'description-en': english, 'description-nl': 'Winkel' });
    expect(await findDescriptions(app.database.db, callers.globalid, ['en', 'nl'])).toEqual(
      new Map([
        ['en', english],
        ['nl', 'Winkel'],
      ]),
    );
  });

  test('are refused at their field beyond the limit of the API, and nothing typed is lost', async () => {
    const callers = await newCallers(app);
    const typed = { 'description-en': 'Shop', 'description-nl': 'x'.repeat(65_537) };
    const { status, text } = await post(callers, { act: 'descriptions', ...typed });
    expect(status).toBe(422);
    expect(text).toContain('id="description-nl-error">Use at most 65536 characters.');
    expect(text).not.toContain('id="description-en-error"');
    expect(text).toMatch(/<textarea id="description-en"[^>]*>Shop</);
    expect(text).toContain(typed['description-nl']);
    expect(await eventsOf(app, callers.globalid)).toEqual([]);
  });
});

describe('the second factor', () => {
  test('is asked for again after the chosen time', async () => {
    const callers = await newCallers(app);
    const validity = () => getSecondFactorValidity({ db: app.database.db }, callers.globalid);
    await post(callers, { act: 'secondFactor', seconds: '3600' });
    expect(await validity()).toBe(3600);
    const shown = async (query = '') =>
      (await callers.owner.agent.get(`${callers.path}/settings${query}`)).text;
    expect(await shown()).toMatch(/<dd>after 1 hour/);
    expect(await shown('?edit=second-factor')).toMatch(/value="3600" selected[^>]*>after 1 hour/);
    await expect(post(callers, { act: 'secondFactor', seconds: 'soon' })).resolves.toMatchObject({
      status: 400,
    });
    expect(await validity()).toBe(3600);
  });
});

describe('required information', () => {
  test('is added and removed', async () => {
    const callers = await newCallers(app);
    const { owner, globalid, path } = callers;
    const added = { act: 'addScope', kind: 'user:email', label: 'work', access: 'organization:member' };
    await post(callers, added);
    expect((await detailsOf(globalid))?.requiredScopes).toEqual([
      { scope: 'user:email:work', accessscopes: ['organization:member'] },
    ]);
    expect((await owner.agent.get(`${path}/settings`)).text).toContain('Email address (work)');
    expect((await post(callers, added)).text).toContain('This is required already.');
    await remove(callers, { what: 'scope', name: 'user:email:work' });
    expect((await detailsOf(globalid))?.requiredScopes).toEqual([]);
  });

  test.each([
    [{ kind: 'user:name' }],
    [{ kind: 'user:admin', access: 'organization:owner' }],
    [{ kind: 'user:memberof', access: 'organization:owner' }],
    [{ kind: 'user:email', label: 'a,b', access: 'organization:owner' }],
  ])('cannot be %j', async (fields) => {
    const callers = await newCallers(app);
    const response = await post(callers, { act: 'addScope', ...fields });
    expect([response.status, response.text.includes('This cannot be required.')]).toEqual([422, true]);
    expect((await detailsOf(callers.globalid))?.requiredScopes).toEqual([]);
  });
});

describe('domain names', () => {
  test('are proved by the record that the page shows', async () => {
    const callers = await newCallers(app);
    const { owner, globalid, path } = callers;
    const name = `${globalid}.example`;
    await post(callers, { act: 'addDns', name });
    const { record, value } = dnsProof(testUrl, globalid, name);
    const { text } = await owner.agent.get(`${path}/settings`);
    expect([text.includes(record), text.includes(value)]).toEqual([true, true]);
    const early = await post(callers, { act: 'proveDns', name });
    expect([early.status, early.text.includes('The record was not found.')]).toEqual([422, true]);
    app.txtRecords.set(record, [value]);
    const proved = await post(callers, { act: 'proveDns', name });
    expect((await owner.agent.follow(proved)).text).toContain(`${name} has been proved.`);
    expect((await detailsOf(globalid))?.provedDns).toEqual([name]);
    expect((await post(callers, { act: 'addDns', name })).text).toContain('has been added already');
    await remove(callers, { what: 'dns', name });
    expect((await detailsOf(globalid))?.dns).toEqual([]);
  });

  test('must be domain names', async () => {
    const callers = await newCallers(app);
    const response = await post(callers, { act: 'addDns', name: 'https://example.com/' });
    expect([response.status, response.text.includes('This is not a domain name')]).toEqual([422, true]);
  });
});

describe('leaving', () => {
  test('asks for confirmation, and leads to the list', async () => {
    const { member, globalid, path } = await newCallers(app);
    const question = await member.agent.get(`${path}/leave`);
    expect((await detailsOf(globalid))?.members).toEqual([member.username]);
    const response = await member.agent.submit(question, {}, `${path}/leave`);
    expect(response.headers.location).toBe('/organizations');
    expect((await member.agent.follow(response)).text).toContain(`You have left ${globalid}.`);
    expect((await detailsOf(globalid))?.members).toEqual([]);
  });

  test('is refused to the last owner, and to a user who belongs through another organization', async () => {
    const { owner, globalid, path } = await newCallers(app);
    const last = await send(owner, path, `${path}/leave`, {});
    expect([last.status, last.text.includes('You are the last owner.')]).toEqual([409, true]);
    await newOrganization(app.database.db, `${globalid}.inner`);
    const inherited = await send(owner, path, `${path}.inner/leave`, {});
    expect([inherited.status, inherited.text.includes('through another organization')]).toEqual([409, true]);
    expect((await detailsOf(globalid))?.owners).toEqual([owner.username]);
  });

  test('needs recent authentication, and a membership', async () => {
    const callers = await newCallers(app);
    const { member, globalid, path } = callers;
    await addPerson(app.database.db, globalid, (await newPerson(app, 'spare')).username, 'owner');
    const action = `${path}/leave`;
    await expectRefusals({ app, callers, action, fields: {}, isFresh: true, mayMember: true });
    await ageSession(app, member);
    expect((await member.agent.get(action)).headers.location).toMatch(/^\/login\/confirm/);
    expect((await detailsOf(globalid))?.members).toEqual([member.username]);
  });
});

describe('deleting', () => {
  test('shows what is deleted with it, requires the name, and says what happened', async () => {
    const { owner, globalid, path } = await newCallers(app);
    await newOrganization(app.database.db, `${globalid}.inner`);
    const question = await owner.agent.get(`${path}/delete`);
    expect(question.text).toContain(`<li>${globalid}.inner</li>`);
    const mistyped = await owner.agent.submit(question, { typed: 'other' }, `${path}/delete`);
    expect([mistyped.status, await hasOrganization(app.database.db, globalid)]).toEqual([422, true]);
    const response = await owner.agent.submit(question, { typed: globalid }, `${path}/delete`);
    expect((await owner.agent.follow(response)).text).toContain(`${globalid} has been deleted.`);
    expect(await hasOrganization(app.database.db, `${globalid}.inner`)).toBe(false);
  });

  test('is for owners with recent authentication only', async () => {
    const callers = await newCallers(app);
    const { member, globalid, path } = callers;
    const action = `${path}/delete`;
    await expectRefusals({ app, callers, action, fields: { typed: globalid }, isFresh: true });
    expect((await member.agent.get(action)).status).toBe(403);
    expect(await hasOrganization(app.database.db, globalid)).toBe(true);
  });
});

describe('the structure', () => {
  test('is a tree of the organizations above and below', async () => {
    const { owner, member, stranger, globalid, path } = await newCallers(app);
    await newOrganization(app.database.db, `${globalid}.one`);
    await newOrganization(app.database.db, `${globalid}.one.two`);
    const { text } = await member.agent.get(`${path}.one/structure`);
    expect(text).toContain(`<a href="${path}">${globalid}</a>`);
    expect(text).toContain('<strong aria-current="true">one</strong>');
    expect(text).toContain(`<a href="${path}.one.two">two</a>`);
    expect(text).not.toContain('/below"');
    expect((await owner.agent.get(`${path}/structure`)).text).toContain(`href="${path}/below"`);
    expect((await stranger.agent.get(`${path}/structure`)).status).toBe(404);
  });

  test('is also drawn as a picture, whose boxes lead to the organizations', async () => {
    const { member, stranger, globalid, path } = await newCallers(app);
    const names = ['one', 'one.two', 'three-with-a-long-name'];
    for (const name of names) await newOrganization(app.database.db, `${globalid}.${name}`);
    const list = await member.agent.get(`${path}/structure`);
    const address = `${path}/structure?view=picture`;
    expect(list.text).toContain(`href="${address}"`);
    const { text } = await member.agent.get(address);
    const [, svg = ''] = /(<svg.*<\/svg>)/s.exec(text) ?? [];
    const linked = [...svg.matchAll(/<a href="([^"]+)"/g)].map(([, href]) => href);
    expect(linked).toEqual([path, ...names.map((name) => `${path}.${name}`)]);
    // The first organization has two suborganizations, one of which has another.
    expect(svg.match(/M/g)).toHaveLength(3);
    expect(svg).toContain(`<a href="${path}" aria-current="true">`);
    expect(svg).toContain(`<title>${globalid}.three-with-a-long-name</title>`);
    expect(svg).toContain('>three-with-a-lon…<');
    expect(text).toContain(`href="${path}/structure">Show as a list`);
    expect((await stranger.agent.get(address)).status).toBe(404);
  });

  test('draws at most sixty organizations on one page', async () => {
    const { member, globalid, path } = await newCallers(app);
    const below = Array.from({ length: 70 }, (_, index) => `${globalid}.part-${index}`);
    for (const name of below) await newOrganization(app.database.db, name);
    const { text } = await member.agent.get(`${path}/structure?view=picture`);
    expect(text.match(/<rect/g)).toHaveLength(60);
    expect(Buffer.byteLength(text)).toBeLessThan(30_000);
    expect(text).toContain('href="?view=picture&amp;page=2"');
    const second = await member.agent.get(`${path}/structure?view=picture&page=2`);
    expect(second.text.match(/<rect/g)).toHaveLength(11);
  });

  test.each([
    ['accept', 'now have a role in'],
    ['decline', 'You have declined the request of'],
  ])('lets an owner %s a request of another organization', async (decision, text) => {
    const requester = await newCallers(app);
    const requested = await newCallers(app);
    const link = { linked: requested.globalid, role: 'member' };
    await send(requester.owner, requester.path, `${requester.path}/people/link`, link);
    const page = await requested.owner.agent.get(`${requested.path}/structure`);
    expect(page.text).toContain('Organizations that ask to link this one');
    expect((await requested.member.agent.get(`${requested.path}/structure`)).text).not.toContain(
      requester.globalid,
    );
    const action = `${requested.path}/structure`;
    const fields = { from: requester.globalid, role: 'orgmember', decision };
    const response = await requested.owner.agent.submit(page, { decision }, action);
    expect((await requested.owner.agent.follow(response)).text).toContain(text);
    const linked = (await detailsOf(requester.globalid))?.orgmembers;
    expect(linked).toEqual(decision === 'accept' ? [requested.globalid] : []);
    const again = await requested.owner.agent.submit(page, { decision }, action);
    expect((await requested.owner.agent.follow(again)).text).toContain(
      'withdrawn or answered in the meantime',
    );
    await expectRefusals({ app, callers: requested, action, fields });
  });
});
