import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createTxtResolver } from '../../../src/organizations/dns/txt-records.ts';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { callsTo, expectRefusals, newOutsiders } from '../outsiders.ts';

let app: TestApp;
let token: string;
let asShop: ReturnType<typeof callsTo>;
let asOther: ReturnType<typeof callsTo>;

const name = 'shop-site.example';
const record = `_itsyouonline.${name}`;
const txtOf = (globalid: string) => `organization=${testUrl}/${globalid}`;

beforeAll(async () => {
  app = await openTestApp();
  token = (await newUser(app, { username: 'ann' })).token;
  for (const globalid of ['shop', 'other'])
    await newOrganization(app.database.db, globalid, { owner: 'ann' });
  asShop = callsTo(app, 'shop', token);
  asOther = callsTo(app, 'other', token);
});

afterAll(() => app.close());

beforeEach(async () => {
  app.txtRecords.clear();
  const { db } = app.database;
  for (const table of ['organization_dns_names', 'audit_events', 'rate_limits'] as const)
    await db.deleteFrom(table).execute();
  for (const call of [asShop, asOther]) await call('post', '/dns', { name }).expect(201);
});

const prove = (call = asShop, given = name) => call('post', `/dns/${given}/proof`);

/** What the organizations show: who has the name, and who has proved it. */
async function shown() {
  const bodies = await Promise.all(
    [asShop, asOther].map(async (call) => (await call('get', '').expect(200)).body),
  );
  return bodies.map(({ globalid, dns, proveddns }) => [globalid, dns, proveddns]);
}

const nowhere = [
  ['shop', [name], undefined],
  ['other', [name], undefined],
];

async function events() {
  const rows = await app.database.db
    .selectFrom('audit_events')
    .select(['event', 'globalid'])
    .where('event', 'in', ['organization.dns_name_proved', 'organization.dns_proof_lapsed'])
    .orderBy('event_id')
    .execute();
  return rows.map(({ event, globalid }) => [event, globalid]);
}

test('a new name is an unproved claim that others may have too, and the response says what proves it', async () => {
  const fresh = { name: 'new.example' };
  const { body } = await asShop('post', '/dns', fresh).expect(201);
  expect(body).toEqual({
    ...fresh,
    proved: false,
    txtname: '_itsyouonline.new.example',
    txtvalue: txtOf('shop'),
  });
  await asOther('post', '/dns', fresh).expect(201);
  expect((await shown()).map(([, , proved]) => proved)).toEqual([undefined, undefined]);
});

test('names of a new organization are unproved', async () => {
  const { body } = await callsTo(app, 'shop', token)('post', '', {
    globalid: 'shop.web',
    dns: ['web.example'],
  });
  expect([body.dns, body.proveddns]).toEqual([['web.example'], undefined]);
});

test('a TXT record proves a name, among others', async () => {
  app.txtRecords.set(record, ['v=spf1 -all', txtOf('shop')]);
  const { body } = await prove().expect(200);
  expect(body).toEqual({ name, proved: true, txtname: record, txtvalue: txtOf('shop') });
  expect(await shown()).toEqual([
    ['shop', [name], [name]],
    ['other', [name], undefined],
  ]);
  await prove().expect(200);
  expect(await events()).toEqual([['organization.dns_name_proved', 'shop']]);
});

// promise: dns-proof
test.each([
  ['no record', []],
  ['the record of another organization', [txtOf('other')]],
  ['the record for another server', ['organization=https://elsewhere.example/shop']],
  ['a longer text', [`${txtOf('shop')} `]],
  ['the text in other letters', [txtOf('shop').toUpperCase()]],
])('%s proves nothing', async (_what, records) => {
  app.txtRecords.set(record, records);
  app.txtRecords.set(name, [txtOf('shop')]);
  const response = await prove();
  expect([response.status, response.body.error]).toEqual([412, 'dns_not_proved']);
  expect(response.body.error_description).toContain(record);
  expect([await shown(), await events()]).toEqual([nowhere, []]);
});

test('a name that the organization does not have is not looked up', async () => {
  app.txtRecords.set('_itsyouonline.absent.example', [txtOf('shop')]);
  const response = await prove(asShop, 'absent.example');
  expect([response.status, response.body]).toEqual([404, { error: 'dns_not_found' }]);
});

describe('a proved name', () => {
  beforeEach(async () => {
    app.txtRecords.set(record, [txtOf('shop')]);
    await prove().expect(200);
    await app.database.db.deleteFrom('audit_events').execute();
  });

  // promise: dns-proof
  test('is not proved for another organization while its own record exists', async () => {
    app.txtRecords.set(record, [txtOf('shop'), txtOf('other')]);
    const response = await prove(asOther);
    expect([response.status, response.body]).toEqual([409, { error: 'dns_proved_elsewhere' }]);
    expect((await shown()).map(([, , proved]) => proved)).toEqual([[name], undefined]);
    expect(await events()).toEqual([]);
  });

  test('in another letter case is the same name', async () => {
    await asOther('delete', `/dns/${name}`).expect(204);
    await asOther('post', '/dns', { name: name.toUpperCase() }).expect(201);
    app.txtRecords.set(record, [txtOf('shop'), txtOf('other')]);
    expect((await prove(asOther, name.toUpperCase())).status).toBe(409);
  });

  test('passes to another organization once only that one has a record, and both logs have it', async () => {
    app.txtRecords.set(record, [txtOf('other')]);
    await prove(asOther).expect(200);
    expect((await shown()).map(([, , proved]) => proved)).toEqual([undefined, [name]]);
    expect(await events()).toEqual([
      ['organization.dns_proof_lapsed', 'shop'],
      ['organization.dns_name_proved', 'other'],
    ]);
  });

  test('keeps its proof when it is stored again, and loses it when another replaces it', async () => {
    expect((await asShop('put', `/dns/${name}`, { name }).expect(200)).body.proved).toBe(true);
    const changed = await asShop('put', `/dns/${name}`, { name: 'next.example' }).expect(200);
    expect(changed.body).toMatchObject({ proved: false, txtname: '_itsyouonline.next.example' });
    expect((await shown())[0]).toEqual(['shop', ['next.example'], undefined]);
  });

  test('is free for others when it is removed', async () => {
    await asShop('delete', `/dns/${name}`).expect(204);
    app.txtRecords.set(record, [txtOf('shop'), txtOf('other')]);
    await prove(asOther).expect(200);
  });
});

// promise: dns-proof
test('of two organizations that prove a name at once, one succeeds', async () => {
  app.txtRecords.set(record, [txtOf('shop'), txtOf('other')]);
  const responses = await Promise.all([prove(asShop), prove(asOther)]);
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await shown()).filter(([, , proved]) => proved !== undefined).length).toBe(1);
});

test('a caller may ask name servers at most sixty times an hour', async () => {
  for (let time = 1; time <= 60; time += 1) await prove().expect(412);
  expect((await prove()).status).toBe(429);
});

test('is open to owners only', async () => {
  app.txtRecords.set(record, [txtOf('shop')]);
  const outsiders = await newOutsiders(app, 'shop', 'ann');
  await expectRefusals(outsiders, () => callsTo(app, 'shop')('post', `/dns/${name}/proof`));
  expect(await shown()).toEqual(nowhere);
});

test('name servers that cannot be asked are an outage, not a missing record', async () => {
  const resolve = createTxtResolver(['127.0.0.1:1']);
  await expect(resolve('_itsyouonline.shop.example')).rejects.toMatchObject({
    status: 503,
    code: 'dns_unavailable',
  });
});
