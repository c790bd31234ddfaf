import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { callerWith } from '../../users/caller.ts';
import {
  type Documents,
  newDocuments,
  now,
  openDocumentsApp,
  said,
  signature,
  unsigned,
} from './documents.ts';

let app: TestApp;
let d: Documents;

beforeAll(async () => {
  app = await openDocumentsApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  d = await newDocuments(app);
});

const broken: readonly (readonly [what: string, more: object, field: string])[] = [
  ['an empty category', { category: '' }, 'body.category'],
  ['a category of 101 characters', { category: 'x'.repeat(101) }, 'body.category'],
  ['an empty link', { link: '' }, 'body.link'],
  ['an empty short description', { markdown_short_description: '' }, 'markdown_short_description'],
  ['a long short description', { markdown_short_description: 'x'.repeat(501) }, 'short_description'],
  ['an empty full description', { markdown_full_description: '' }, 'body.markdown_full_description'],
  ['no category', { category: undefined }, 'body'],
  ['a beginning that is no date', { start_date: 'soon' }, 'body.start_date'],
  ['an empty end', { end_date: '' }, 'body.end_date'],
  ['an end that does not exist', { end_date: '2016-12-31T23:59:60Z' }, 'body.end_date'],
];

describe('creating a document', () => {
  test('returns version 1 with the members that the server sets, ignoring those of the body', async () => {
    const lies = { username: 'x', globalid: 'bank', version: 7, creation_date: '2001-01-01T00:00:00Z' };
    const { body } = await d.create(lies).expect(201);
    expect(body).toEqual({ ...d.owned(), ...said, ...unsigned, version: 1, creation_date: now(app) });
    expect((await d.shop.get(d.list).expect(200)).body).toEqual([body]);
  });

  test('keeps everything it is given', async () => {
    const more = { ...signature, content_type: 'application/pdf', end_date: '2030-01-01T00:00:00Z' };
    const { body } = await d.create({ ...more, start_date: '2029-01-01T01:00:00.50+01:00' }).expect(201);
    expect(body).toMatchObject({ ...said, ...more, start_date: '2029-01-01T00:00:00.5Z' });
    expect(await d.versions()).toMatchObject([{ ...more, start_date: '2029-01-01T00:00:00.5Z' }]);
  });

  test('may name a key that is not there as long as it is not signed', async () => {
    const { body } = await d.create({ keystore_label: 'later' }).expect(201);
    expect(body).toMatchObject({ keystore_label: 'later', signature: '' });
  });

  test('is refused when it is signed with a key the organization does not keep here', async () => {
    const before = await d.rows();
    const unknown = await d.create({ ...signature, keystore_label: 'other' }).expect(412);
    expect(unknown.body).toEqual({ error: 'keystore_not_found' });
    await d.create({ signature: 'x' }).expect(412);
    await d.create(signature, d.bank).expect(412);
    expect(await d.rows()).toEqual(before);
  });

  test.each([
    ...broken,
    ['an empty id', { uniqueid: '' }, 'body.uniqueid'],
    ['an id of 101 characters', { uniqueid: 'x'.repeat(101) }, 'body.uniqueid'],
    ['no id', { uniqueid: undefined }, 'body'],
  ])('is refused for %s', async (_what, more, field) => {
    const before = await d.rows();
    const { body } = await d.create(more).expect(400);
    expect(body).toEqual({ error: 'bad_request', error_description: expect.stringContaining(field) });
    expect(await d.rows()).toEqual(before);
  });

  test('is refused for an id in use, and changes nothing', async () => {
    await d.create().expect(201);
    const before = await d.rows();
    const { body } = await d.create({ category: 'other' }).expect(409);
    expect(body).toEqual({ error: 'id_already_in_use' });
    expect(await d.rows()).toEqual(before);
  });

  test('may use an id of another organization, or of another user', async () => {
    await d.create().expect(201);
    await d.create({}, d.bank).expect(201);
    const other = await newUser(app);
    const access = { username: other.username, client: 'shop', scopes: ['user:see'] };
    const token = await newThirdPartyToken(app, access);
    await callerWith(app, token)
      .post(`/users/${other.username}/see`, { uniqueid: 'rent 31', ...said })
      .expect(201);
    expect(await d.versions()).toHaveLength(1);
  });

  test('succeeds exactly once when requests race for an id', async () => {
    const responses = await Promise.all(['a', 'b', 'c'].map((category) => d.create({ category })));
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const winner = responses.find(({ status }) => status === 201);
    expect(await d.versions()).toMatchObject([{ category: winner?.body.category }]);
  });
});

describe('adding a version', () => {
  test('returns it with the next number; the earlier ones stay as they are', async () => {
    await d.create({ end_date: '2030-01-01T00:00:00Z' }).expect(201);
    const [first] = await d.versions();
    app.clock.advance(60);
    const { body } = await d.append({ category: 'amended', ...signature }).expect(201);
    const second = {
      ...said,
      ...unsigned,
      ...signature,
      category: 'amended',
      version: 2,
      creation_date: now(app),
    };
    expect(body).toEqual({ ...d.owned(), ...second });
    expect(await d.versions()).toEqual([first, second]);
  });

  test('takes user and organization from the path and the token', async () => {
    await d.create().expect(201);
    const lies = { username: 'x', globalid: 'bank', uniqueid: 'other', version: 9, creation_date: 'never' };
    expect((await d.append(lies).expect(201)).body).toMatchObject({ ...d.owned(), version: 2 });
  });

  test('responds 404 for an unknown document', async () => {
    const before = await d.rows();
    expect((await d.append().expect(404)).body).toEqual({ error: 'document_not_found' });
    expect(await d.rows()).toEqual(before);
  });

  test('is refused when it is signed with a key the organization does not keep here', async () => {
    await d.create().expect(201);
    const { body } = await d.append({ ...signature, keystore_label: 'other' }).expect(412);
    expect(body).toEqual({ error: 'keystore_not_found' });
    expect(await d.versions()).toHaveLength(1);
  });

  test.each(broken)('is refused for %s', async (_what, more, field) => {
    await d.create().expect(201);
    const before = await d.rows();
    const { body } = await d.append(more).expect(400);
    expect(body.error_description).toContain(field);
    expect(await d.rows()).toEqual(before);
  });

  test('loses none when many are added at once', async () => {
    await d.create({ category: 'first' }).expect(201);
    const categories = ['a', 'b', 'c', 'd', 'e', 'f'];
    const responses = await Promise.all(categories.map((category) => d.append({ category })));
    expect(responses.map(({ status }) => status)).toEqual(categories.map(() => 201));
    const all: { version: number; category: string }[] = await d.versions();
    expect(all.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    for (const { body } of responses) expect(all[body.version - 1]?.category).toBe(body.category);
    expect((await d.me.get(d.item()).expect(200)).body.versions[0].version).toBe(7);
  });
});
