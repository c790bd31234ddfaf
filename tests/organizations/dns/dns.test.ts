import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization, organizationToken } from '../../support/organizations.ts';
import { callsTo, expectRefusals, newOutsiders } from '../outsiders.ts';

let app: TestApp;
let asOwner: ReturnType<typeof callsTo>;

beforeAll(async () => {
  app = await openTestApp();
  const { token } = await newUser(app, { username: 'ann' });
  await newOrganization(app.database.db, 'shop', { owner: 'ann' });
  asOwner = callsTo(app, 'shop', token);
});

afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('organization_dns_names').execute();
});

/** The names that the organization shows. */
const names = async (): Promise<string[]> => (await asOwner('get', '').expect(200)).body.dns;

async function startWith(...given: readonly string[]): Promise<void> {
  for (const name of given) await asOwner('post', '/dns', { name }).expect(201);
}

/** Stores this many distinct names. */
async function startWithMany(count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    globalid: 'shop',
    name: `host${index}.com`,
    position: index + 1,
    created_at: app.clock.now(),
  }));
  await app.database.db.insertInto('organization_dns_names').values(rows).execute();
}

const badNames = [
  'ab.com',
  'shop',
  '.com',
  'shop.',
  'shop..com',
  '-shop.com',
  'shop-.com',
  'a1.b2.com',
  'my-shop.co1',
  'shop.c',
  'my_shop.com',
  'shop.com.',
  'shop.com\n',
  ' shop.com',
  'https://shop.com',
  'shop.com:8080',
  '*.shop.com',
  'caf\u00e9.com',
  `${'x'.repeat(64)}.com`,
  `${'x'.repeat(7)}${'.com'.repeat(61)}`,
  '',
];

describe('createOrganizationDns', () => {
  test('adds a name at the end and returns it', async () => {
    await startWith('zeta.com');
    const response = await asOwner('post', '/dns', { name: 'alpha.com' });
    expect([response.status, response.body]).toMatchObject([201, { name: 'alpha.com', proved: false }]);
    expect(await names()).toEqual(['zeta.com', 'alpha.com']);
  });

  test.each([
    ['capitals, as they are', 'MyShop.COM'],
    ['hyphens', 'my--shop.co.uk'],
    ['63 letters before the first dot', `${'x'.repeat(63)}.com`],
    ['250 letters in all', `${'x'.repeat(6)}${'.com'.repeat(61)}`],
    ['ten labels', `shop${'.com'.repeat(9)}`],
  ])('accepts %s', async (_what, name) => {
    expect((await asOwner('post', '/dns', { name })).status).toBe(201);
    expect(await names()).toEqual([name]);
  });

  test.each(badNames)('refuses %j', async (name) => {
    const response = await asOwner('post', '/dns', { name });
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await names()).toEqual([]);
  });

  test.each([
    ['nothing', undefined],
    ['a list', '["shop.com"]'],
    ['no name', '{}'],
    ['a number', '{"name":5}'],
    ['a name that is null', '{"name":null}'],
  ])('refuses %s', async (_what, body) => {
    const response = await asOwner('post', '/dns', body);
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await names()).toEqual([]);
  });

  test('refuses a hostile name quickly', async () => {
    const started = performance.now();
    await asOwner('post', '/dns', { name: `shop${'.com'.repeat(200_000)}!` }).expect(400);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test.each(['shop.com', 'SHOP.com', 'shop.COM'])('refuses %s when there is shop.com', async (name) => {
    await startWith('shop.com');
    const response = await asOwner('post', '/dns', { name });
    expect([response.status, response.body]).toEqual([409, { error: 'dns_in_use' }]);
    expect(await names()).toEqual(['shop.com']);
  });

  test('accepts a name that another organization has', async () => {
    const { token } = await newUser(app, { username: 'ben' });
    await newOrganization(app.database.db, 'rival', { owner: 'ben' });
    await startWith('shop.com');
    await callsTo(app, 'rival', token)('post', '/dns', { name: 'shop.com' }).expect(201);
    expect(await names()).toEqual(['shop.com']);
  });

  test('accepts the hundredth name and no more', async () => {
    await startWithMany(99);
    await startWith('hundredth.com');
    const response = await asOwner('post', '/dns', { name: 'shop.com' });
    expect([response.status, response.body]).toEqual([422, { error: 'maximum_reached' }]);
    expect((await names()).length).toBe(100);
    const clash = await asOwner('post', '/dns', { name: 'Hundredth.com' });
    expect(clash.status).toBe(409);
    await asOwner('delete', '/dns/host7.com').expect(204);
    await startWith('shop.com');
  });

  test('stops at a hundred names when many arrive at once', async () => {
    await startWithMany(95);
    const calls = Array.from({ length: 15 }, (_, index) =>
      asOwner('post', '/dns', {
        name: `race${index}x.com`.replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? ''),
      }),
    );
    const statuses = (await Promise.all(calls)).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(5).fill(201), ...Array(10).fill(422)]);
    expect((await names()).length).toBe(100);
  });

  test('accepts one of many spellings that arrive at once', async () => {
    const spellings = ['shop.com', 'Shop.com', 'SHOP.com', 'shop.Com', 'shop.COM'];
    const responses = await Promise.all(spellings.map((name) => asOwner('post', '/dns', { name })));
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect((await names()).length).toBe(1);
  });
});

describe('updateOrganizationDns', () => {
  test('puts the new name at the position of the old one', async () => {
    await startWith('one.com', 'two.com', 'three.com');
    const response = await asOwner('put', '/dns/two.com', { name: 'zwei.com' });
    expect([response.status, response.body]).toMatchObject([200, { name: 'zwei.com', proved: false }]);
    expect(await names()).toEqual(['one.com', 'zwei.com', 'three.com']);
  });

  test.each([
    ['the same name', 'two.com'],
    ['the same name in other letters', 'Two.com'],
  ])('accepts %s', async (_what, name) => {
    await startWith('one.com', 'two.com', 'three.com');
    await asOwner('put', '/dns/two.com', { name }).expect(200);
    expect(await names()).toEqual(['one.com', name, 'three.com']);
  });

  test.each(['one.com', 'ONE.com'])('refuses %s when there is one.com', async (name) => {
    await startWith('one.com', 'two.com');
    const response = await asOwner('put', '/dns/two.com', { name });
    expect([response.status, response.body]).toEqual([409, { error: 'dns_in_use' }]);
    expect(await names()).toEqual(['one.com', 'two.com']);
  });

  test.each(['four.com', 'Two.com', 'tw%25.com', '%25', 'two.com%20'])('does not find %s', async (name) => {
    await startWith('one.com', 'two.com');
    const response = await asOwner('put', `/dns/${name}`, { name: 'one.com' });
    expect([response.status, response.body]).toEqual([404, { error: 'dns_not_found' }]);
    expect(await names()).toEqual(['one.com', 'two.com']);
  });

  test.each(badNames)('refuses %j', async (name) => {
    await startWith('one.com');
    for (const path of ['/dns/one.com', '/dns/absent.com']) {
      const response = await asOwner('put', path, { name });
      expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    }
    expect(await names()).toEqual(['one.com']);
  });

  test('gives a name to one of several that want it at once', async () => {
    await startWith('one.com', 'two.com', 'three.com');
    const calls = ['one', 'two', 'three'].map((name) =>
      asOwner('put', `/dns/${name}.com`, { name: 'new.com' }),
    );
    const responses = await Promise.all(calls);
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await names()).filter((name) => name === 'new.com')).toHaveLength(1);
  });
});

describe('deleteOrganizationDns', () => {
  test('removes the name', async () => {
    await startWith('one.com', 'two.com', 'three.com');
    const response = await asOwner('delete', '/dns/two.com');
    expect([response.status, response.text]).toEqual([204, '']);
    expect(await names()).toEqual(['one.com', 'three.com']);
  });

  test.each(['four.com', 'ONE.com', '%25', 'aaaa.com', 'zzzz.com'])('does not find %s', async (name) => {
    await startWith('one.com');
    const response = await asOwner('delete', `/dns/${name}`);
    expect([response.status, response.body]).toEqual([404, { error: 'dns_not_found' }]);
    expect(await names()).toEqual(['one.com']);
  });

  test('succeeds once when sent several times at once', async () => {
    await startWith('one.com');
    const responses = await Promise.all([1, 2, 3].map(() => asOwner('delete', '/dns/one.com')));
    expect(responses.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
  });
});

test('only owners change DNS names', async () => {
  await newOrganization(app.database.db, 'fort', { owner: 'ann' });
  const outsiders = await newOutsiders(app, 'fort', 'ann');
  const own = callsTo(app, 'fort', await organizationToken(app, 'fort'));
  await own('post', '/dns', { name: 'fort.com' }).expect(201);
  const fort = callsTo(app, 'fort');
  await expectRefusals(outsiders, () => fort('post', '/dns', { name: 'theirs.com' }));
  await expectRefusals(outsiders, () => fort('put', '/dns/fort.com', { name: 'theirs.com' }));
  await expectRefusals(outsiders, () => fort('delete', '/dns/fort.com'));
  const rows = await app.database.db.selectFrom('organization_dns_names').select('name').execute();
  expect(rows).toEqual([{ name: 'fort.com' }]);
});
