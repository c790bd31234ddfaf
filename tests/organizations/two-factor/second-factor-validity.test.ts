import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization, organizationToken } from '../../support/organizations.ts';
import { callsTo, expectRefusals, newOutsiders } from '../outsiders.ts';

let app: TestApp;
let asOwner: ReturnType<typeof callsTo>;
let anonymously: ReturnType<typeof callsTo>;

beforeAll(async () => {
  app = await openTestApp();
  const { token } = await newUser(app, { username: 'ann' });
  await newOrganization(app.database.db, 'bank', { owner: 'ann' });
  asOwner = callsTo(app, 'bank', token);
  anonymously = callsTo(app, 'bank');
});

afterAll(() => app.close());

beforeEach(async () => {
  const { db } = app.database;
  await db.updateTable('organizations').set({ second_factor_validity_seconds: null }).execute();
});

const stored = async (globalid = 'bank') => {
  const row = await app.database.db
    .selectFrom('organizations')
    .select('second_factor_validity_seconds')
    .where('globalid', '=', globalid)
    .executeTakeFirstOrThrow();
  return row.second_factor_validity_seconds;
};

describe('get2faValidityTime', () => {
  // promise: factor-validity
  test('returns seven days when nothing was set', async () => {
    const response = await anonymously('get', '/2fa/validity');
    expect([response.status, response.text]).toEqual([200, '604800']);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
  });

  test('distinguishes a time of zero from one that was never set', async () => {
    await asOwner('put', '/2fa/validity', '0').expect(200);
    expect((await anonymously('get', '/2fa/validity')).text).toBe('0');
  });

  test('is open to everyone, with any credential', async () => {
    await anonymously('get', '/2fa/validity').set('Authorization', 'token wrong').expect(200);
  });

  test('does not find an unknown organization', async () => {
    const response = await callsTo(app, 'bank.ghost')('get', '/2fa/validity');
    expect([response.status, response.body]).toEqual([404, { error: 'organization_not_found' }]);
  });

  test('sends one statement', async () => {
    expect(await app.database.countStatements(async () => anonymously('get', '/2fa/validity'))).toBe(1);
  });
});

describe('set2faValidityTime', () => {
  test.each([
    ['a number', '3600', 3600],
    ['an object', '{"secondsvalidity": 7200}', 7200],
    ['an object with more in it', '{"globalid": "x", "secondsvalidity": 5}', 5],
    ['zero', '0', 0],
    ['zero in an object', '{"secondsvalidity": 0}', 0],
    ['zero with a sign', '-0', 0],
    ['a whole number in another notation', '36.0e2', 3600],
    ['31 days', '2678400', 2_678_400],
    ['a second more than 31 days', '2678401', 2_678_400],
    ['more than a database column holds', '{"secondsvalidity": 99999999999}', 2_678_400],
    ['more than anyone can count', '1e300', 2_678_400],
    ['more than there are numbers for', '1e999', 2_678_400],
    ['less than nothing', '-1', 0],
    ['far less than nothing', '{"secondsvalidity": -1e300}', 0],
  ])('accepts %s', async (_what, body, seconds) => {
    const response = await asOwner('put', '/2fa/validity', body);
    expect([response.status, response.text]).toEqual([200, '']);
    expect((await anonymously('get', '/2fa/validity')).text).toBe(String(seconds));
  });

  test.each([
    ['nothing', undefined],
    ['a fraction', '3600.5'],
    ['a fraction in an object', '{"secondsvalidity": 0.1}'],
    ['text', '"3600"'],
    ['text in an object', '{"secondsvalidity": "3600"}'],
    ['null', 'null'],
    ['null in an object', '{"secondsvalidity": null}'],
    ['true', 'true'],
    ['a list', '[3600]'],
    ['an empty object', '{}'],
    ['no JSON', 'NaN'],
  ])('refuses %s', async (_what, body) => {
    await asOwner('put', '/2fa/validity', '60').expect(200);
    const response = await asOwner('put', '/2fa/validity', body);
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await stored()).toBe(60);
  });

  test('changes one organization, not those below it', async () => {
    await newOrganization(app.database.db, 'bank.branch');
    await asOwner('put', '/2fa/validity', '60').expect(200);
    expect([await stored('bank'), await stored('bank.branch')]).toEqual([60, null]);
  });

  test('is for owners only', async () => {
    await newOrganization(app.database.db, 'fort', { owner: 'ann' });
    const outsiders = await newOutsiders(app, 'fort', 'ann');
    const own = callsTo(app, 'fort', await organizationToken(app, 'fort'));
    await own('put', '/2fa/validity', '60').expect(200);
    await expectRefusals(outsiders, () => callsTo(app, 'fort')('put', '/2fa/validity', '2678400'));
    expect(await stored('fort')).toBe(60);
  });
});
