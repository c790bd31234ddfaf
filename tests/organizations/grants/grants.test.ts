import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { listGrantTags } from '../../../src/organizations/grants/queries.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { storeRecord } from '../../support/authorize.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization, organizationToken } from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { callsTo, expectRefusals, newOutsiders } from '../outsiders.ts';

let app: TestApp;
let asOwner: ReturnType<typeof callsTo>;

beforeAll(async () => {
  app = await openTestApp();
  const { token } = await newUser(app, { username: 'ann' });
  await newUser(app, { username: 'bob', email: 'bob@home.org', phone: '+3212345678' });
  await newUser(app, { username: 'carl' });
  await newOrganization(app.database.db, 'shop', { owner: 'ann' });
  await newOrganization(app.database.db, 'shop.web', { owner: 'ann' });
  asOwner = callsTo(app, 'shop', token);
});

afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('organization_grants').execute();
  await app.database.db.deleteFrom('user_authorizations').execute();
  await share('bob');
});

const share = (username: string, client = 'shop') => newThirdPartyToken(app, { username, client });

const main = { requestedLabel: 'any', realLabel: 'main', canWrite: false, currency: null };

/** Bob shares the contacts of his profile with the shop. */
const shareContacts = () =>
  storeRecord(app, 'bob', {
    grantedTo: 'shop',
    labels: [
      { kind: 'emailaddresses', ...main },
      { kind: 'phonenumbers', ...main },
    ],
  });

const unshare = (username: string) =>
  app.database.db.deleteFrom('user_authorizations').where('username', '=', username).execute();

/** The stored rows for bob and shop, in order. */
async function stored(username = 'bob', globalid = 'shop'): Promise<string[]> {
  const rows = await app.database.db
    .selectFrom('organization_grants')
    .select('tag')
    .where('username', '=', username)
    .where('globalid', '=', globalid)
    .orderBy('position')
    .orderBy('tag')
    .execute();
  return rows.map((row) => row.tag);
}

const put = (grant: string, username = 'bob') => asOwner('post', '/grants', { username, grant });
const change = (oldgrant: string, newgrant: string, username = 'bob') =>
  asOwner('put', '/grants', { username, oldgrant, newgrant });

async function startWith(...tags: readonly string[]): Promise<void> {
  const rows = tags.map((tag, index) => ({
    globalid: 'shop',
    username: 'bob',
    tag,
    position: index + 1,
    created_at: app.clock.now(),
  }));
  await app.database.db.insertInto('organization_grants').values(rows).execute();
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `tag${index + 1}`);
const noAuthorization = [403, { error: 'user_has_no_authorization' }];
const badTags = ['', 'x', 'x'.repeat(101), 'a b', 'caf\u00e9', 'a:b', 'a,b', 'a/b', 'vip\n', '%%'];

describe('createUserGrant', () => {
  test('adds a tag at the end and returns all of them', async () => {
    expect((await put('zeta').expect(201)).body).toEqual(['zeta']);
    expect((await put('alpha').expect(201)).body).toEqual(['zeta', 'alpha']);
    expect(await stored()).toEqual(['zeta', 'alpha']);
  });

  test.each(['ab', 'x'.repeat(100), 'A-z_0.9', '..'])('accepts %j', async (tag) => {
    await put(tag).expect(201);
    expect(await stored()).toEqual([tag]);
  });

  test.each(badTags)('refuses %j', async (tag) => {
    const response = await put(tag);
    expect([response.status, response.body.error]).toEqual([400, 'invalid_grant']);
    expect(await stored()).toEqual([]);
  });

  test.each([{}, { username: 'bob' }, { grant: 'vip' }, { username: 'bob', grant: 7 }])(
    'refuses %j',
    async (body) => {
      const response = await asOwner('post', '/grants', body);
      expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    },
  );

  test.each(['bob@home.org', 'BOB@home.org', '+3212345678', '+32 12 34 56 78'])(
    'finds bob as %s if bob shares that with the organization',
    async (name) => {
      await shareContacts();
      await put('vip', name).expect(201);
      expect(await stored()).toEqual(['vip']);
    },
  );

  // promise: private-contacts
  test.each([
    ['bob@home.org', 'x@home.org'],
    ['+3212345678', '+3212345679'],
  ])('responds the same for %s, which a user has and does not share, and for %s', async (known, unknown) => {
    for (const call of [
      (name: string) => put('vip', name),
      (name: string) => change('one', 'two', name),
      (name: string) => asOwner('get', `/grants/${encodeURIComponent(name)}`),
      (name: string) => asOwner('delete', `/grants/${encodeURIComponent(name)}`),
      (name: string) => asOwner('delete', `/grants/${encodeURIComponent(name)}/one`),
    ]) {
      await startWith('one');
      const [one, two] = [await call(known), await call(unknown)];
      expect([one.status, one.body]).toEqual(noAuthorization);
      expect([two.status, two.body]).toEqual(noAuthorization);
      expect(await stored()).toEqual(['one']);
      const statements = (name: string) => app.database.countStatements(() => call(name));
      expect(await statements(known)).toBe(await statements(unknown));
      await app.database.db.deleteFrom('organization_grants').execute();
    }
  });

  test('counts look-ups by address for the caller and the network, and none by name', async () => {
    const { db } = app.database;
    await db.deleteFrom('rate_limits').execute();
    for (const name of ['bob', 'bob@home.org', 'x@home.org']) await put('vip', name);
    const rows = db.selectFrom('rate_limits').select('points').where('key', 'like', 'user look-ups %');
    expect(await rows.execute()).toEqual([{ points: 2 }, { points: 2 }]);
    await db.updateTable('rate_limits').set({ points: 300 }).execute();
    expect((await put('gold', 'bob@home.org')).status).toBe(429);
    await put('gold', 'bob').expect(201);
    expect(await stored()).toEqual(['vip', 'gold']);
    await db.deleteFrom('rate_limits').execute();
  });

  test('does not find an unknown user', async () => {
    const response = await put('vip', 'nobody');
    expect([response.status, response.body]).toEqual([404, { error: 'user_not_found' }]);
  });

  test('refuses a user who shares nothing with the organization, even if shared with others', async () => {
    await share('carl', 'shop.web');
    const response = await put('vip', 'carl');
    expect([response.status, response.body]).toEqual(noAuthorization);
    expect(await stored('carl')).toEqual([]);
  });

  test('an existing tag stays where it is', async () => {
    await startWith('one', 'two');
    expect((await put('one').expect(201)).body).toEqual(['one', 'two']);
    expect(await stored()).toEqual(['one', 'two']);
  });

  test('accepts the fiftieth tag and no more; an existing one can still be added', async () => {
    await startWith(...many(49));
    await put('fiftieth').expect(201);
    const response = await put('another');
    expect([response.status, response.body]).toEqual([409, { error: 'max_amount_of_grants_reached' }]);
    expect((await put('tag7').expect(201)).body).toHaveLength(50);
    expect((await change('tag7', 'another').expect(200)).body).toHaveLength(50);
    expect(await stored()).toHaveLength(50);
  });

  test('stops at fifty when many arrive at once', async () => {
    await startWith(...many(46));
    const responses = await Promise.all(many(12).map((tag) => put(`race-${tag}`)));
    expect(responses.map(({ status }) => status).sort()).toEqual([
      ...Array(4).fill(201),
      ...Array(8).fill(409),
    ]);
    expect(await stored()).toHaveLength(50);
  });

  test('each user and each organization counts by itself', async () => {
    await share('carl');
    await share('bob', 'shop.web');
    await startWith(...many(50));
    await put('vip', 'carl').expect(201);
    const below = callsTo(app, 'shop.web', await organizationToken(app, 'shop.web', 'below'));
    await below('post', '/grants', { username: 'bob', grant: 'vip' }).expect(201);
    await shareContacts();
    expect([await stored('carl'), await stored('bob', 'shop.web')]).toEqual([['vip'], ['vip']]);
  });
});

describe('updateUserGrant', () => {
  test('removes the old tag and adds the new one at the end', async () => {
    await startWith('one', 'two', 'three');
    expect((await change('one', 'four').expect(200)).body).toEqual(['two', 'three', 'four']);
    expect(await stored()).toEqual(['two', 'three', 'four']);
  });

  test('a new tag that is there already is there once', async () => {
    await startWith('one', 'two', 'three');
    expect((await change('one', 'two').expect(200)).body).toEqual(['two', 'three']);
  });

  test('the same tag goes to the end', async () => {
    await startWith('one', 'two');
    expect((await change('one', 'one').expect(200)).body).toEqual(['two', 'one']);
  });

  test.each(badTags)('refuses %j as a new tag', async (tag) => {
    await startWith('one');
    const response = await change('one', tag);
    expect([response.status, response.body.error]).toEqual([400, 'invalid_grant']);
    expect(await stored()).toEqual(['one']);
  });

  test.each(['two', 'ONE', '', '%'])('does not find the old tag %j', async (tag) => {
    await startWith('one');
    const response = await change(tag, 'three');
    expect([response.status, response.body]).toEqual([404, { error: 'grant_not_found' }]);
    expect(await stored()).toEqual(['one']);
  });

  test('does not find an unknown user, and refuses a user who shares nothing', async () => {
    const response = await change('one', 'two', 'nobody');
    expect([response.status, response.body]).toEqual([404, { error: 'user_not_found' }]);
    const refused = await change('one', 'two', 'carl');
    expect([refused.status, refused.body]).toEqual(noAuthorization);
  });

  test('one of several that replace the same tag at once succeeds', async () => {
    await startWith('one');
    const responses = await Promise.all(['two', 'three', 'four'].map((tag) => change('one', tag)));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    expect(await stored()).toHaveLength(1);
  });
});

describe('getUserGrants', () => {
  const read = (username = 'bob') => asOwner('get', `/grants/${encodeURIComponent(username)}`);

  test('lists the tags, oldest first', async () => {
    expect((await read().expect(200)).body).toEqual([]);
    await startWith('zeta', 'alpha');
    await shareContacts();
    expect((await read().expect(200)).body).toEqual(['zeta', 'alpha']);
    expect((await read('bob@home.org').expect(200)).body).toEqual(['zeta', 'alpha']);
  });

  test.each(['nobody', 'carl'])('refuses for %s', async (username) => {
    const response = await read(username);
    expect([response.status, response.body]).toEqual(noAuthorization);
  });

  test('hides the tags while the user shares nothing', async () => {
    await startWith('vip');
    await unshare('bob');
    const hidden = await read();
    expect([hidden.status, hidden.body]).toEqual(noAuthorization);
    expect(await listGrantTags(app.database.db, 'bob', 'shop')).toEqual([]);
    expect(await stored()).toEqual(['vip']);
    await share('bob');
    expect((await read().expect(200)).body).toEqual(['vip']);
    expect(await listGrantTags(app.database.db, 'bob', 'shop')).toEqual(['vip']);
  });
});

describe('deleting grants', () => {
  test('deleteUserGrant removes one tag, and succeeds without it', async () => {
    await startWith('one', 'two');
    for (const tag of ['one', 'one', 'ONE', 'x', '%25'])
      expect((await asOwner('delete', `/grants/bob/${tag}`).expect(204)).text).toBe('');
    expect(await stored()).toEqual(['two']);
  });

  test('deleteAllUserGrants removes all tags of that user in that organization', async () => {
    await share('carl');
    await share('bob', 'shop.web');
    await startWith('one', 'two');
    await put('vip', 'carl').expect(201);
    const below = callsTo(app, 'shop.web', await organizationToken(app, 'shop.web', 'deleting'));
    await below('post', '/grants', { username: 'bob', grant: 'vip' }).expect(201);
    await shareContacts();
    await asOwner('delete', '/grants/bob%40home.org').expect(204);
    await asOwner('delete', '/grants/bob').expect(204);
    expect([await stored(), await stored('carl'), await stored('bob', 'shop.web')]).toEqual([
      [],
      ['vip'],
      ['vip'],
    ]);
  });

  test('an unknown user changes nothing', async () => {
    await startWith('one');
    await asOwner('delete', '/grants/nobody').expect(204);
    await asOwner('delete', '/grants/nobody/one').expect(204);
    expect(await stored()).toEqual(['one']);
  });

  test('tags of a user who no longer shares anything stay', async () => {
    await startWith('one');
    await unshare('bob');
    for (const path of ['/grants/bob', '/grants/bob/one']) {
      const response = await asOwner('delete', path);
      expect([response.status, response.body]).toEqual(noAuthorization);
    }
    expect(await stored()).toEqual(['one']);
  });

  test('a user may be called havegrant', async () => {
    await newUser(app, { username: 'havegrant' });
    await share('havegrant');
    await put('vip', 'havegrant').expect(201);
    await asOwner('delete', '/grants/havegrant/vip').expect(204);
    expect(await stored('havegrant')).toEqual([]);
  });
});

describe('listUsersWithGrant', () => {
  const holders = (tag: string) => asOwner('get', `/grants/havegrant/${encodeURIComponent(tag)}`);

  test('lists the usernames, sorted', async () => {
    await share('carl');
    await share('ann');
    for (const username of ['carl', 'bob', 'ann']) await put('vip', username).expect(201);
    await put('other', 'carl').expect(201);
    expect((await holders('vip').expect(200)).body).toEqual(['ann', 'bob', 'carl']);
    expect((await holders('vi').expect(200)).body).toEqual([]);
    expect((await holders('VIP').expect(200)).body).toEqual([]);
  });

  test('leaves out users who no longer share anything, and those of other organizations', async () => {
    await share('carl');
    await share('bob', 'shop.web');
    await put('vip').expect(201);
    await put('vip', 'carl').expect(201);
    await unshare('carl');
    expect((await holders('vip').expect(200)).body).toEqual(['bob']);
    const below = callsTo(app, 'shop.web', await organizationToken(app, 'shop.web', 'listing'));
    expect((await below('get', '/grants/havegrant/vip').expect(200)).body).toEqual([]);
  });

  test.each(badTags.filter((tag) => tag !== ''))('refuses %j', async (tag) => {
    const response = await holders(tag);
    expect([response.status, response.body.error]).toEqual([400, 'invalid_grant']);
  });

  test('costs as many statements for many as for one', async () => {
    await put('vip').expect(201);
    const count = () => app.database.countStatements(() => holders('vip').expect(200));
    const one = await count();
    await share('carl');
    await share('ann');
    await put('vip', 'carl').expect(201);
    await put('vip', 'ann').expect(201);
    expect(await count()).toBe(one);
  });
});

test('the user cannot see the tags', async () => {
  const { token } = await newUser(app, { username: 'dora' });
  await share('dora');
  await put('top-secret', 'dora').expect(201);
  const dora = callsTo(app, 'shop', token);
  await dora('get', '/grants/dora').expect(403);
  await dora('get', '/grants/havegrant/top-secret').expect(403);
});

test('only owners and the organization itself read and change tags', async () => {
  await newOrganization(app.database.db, 'fort', { owner: 'ann' });
  const outsiders = await newOutsiders(app, 'fort', 'ann');
  await share('bob', 'fort');
  const own = callsTo(app, 'fort', await organizationToken(app, 'fort'));
  await own('post', '/grants', { username: 'bob', grant: 'vip' }).expect(201);
  const fort = callsTo(app, 'fort');
  await expectRefusals(outsiders, () => fort('post', '/grants', { username: 'bob', grant: 'theirs' }));
  await expectRefusals(outsiders, () =>
    fort('put', '/grants', { username: 'bob', oldgrant: 'vip', newgrant: 'theirs' }),
  );
  await expectRefusals(outsiders, () => fort('get', '/grants/bob'));
  await expectRefusals(outsiders, () => fort('get', '/grants/havegrant/vip'));
  await expectRefusals(outsiders, () => fort('delete', '/grants/bob/vip'));
  await expectRefusals(outsiders, () => fort('delete', '/grants/bob'));
  expect(await stored('bob', 'fort')).toEqual(['vip']);
});

test('tags are deleted with their organization', async () => {
  const fort = await newOrganization(app.database.db, 'camp', { owner: 'ann' });
  await share('bob', fort);
  const own = callsTo(app, fort, await organizationToken(app, fort));
  await own('post', '/grants', { username: 'bob', grant: 'vip' }).expect(201);
  await own('delete', '').expect(204);
  expect(await stored('bob', fort)).toEqual([]);
});
