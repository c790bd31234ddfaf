import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import SCIMMY from 'scimmy';
import { listSchema, newDirectory, searchSchema, type TestDirectory } from '../../scim/directories.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';

let app: TestApp;
let directory: TestDirectory;

beforeAll(async () => {
  app = await openTestApp();
  directory = await newDirectory(app);
  const more = (type: string, primary: boolean, familyName: string) => ({
    emails: [{ value: `${familyName}@mail.example`, type, primary }],
    name: { familyName },
  });
  await directory.addUser('anna@example.com', {
    externalId: 'x1',
    displayName: 'Anna',
    ...more('work', true, 'Zeta'),
  });
  await directory.addUser('ben@example.com', {
    externalId: 'x2',
    displayName: 'Ben',
    ...more('home', false, 'Alpha'),
  });
  await directory.addUser('cleo@example.com', { displayName: '', ...more('work', false, 'Mu') });
});
afterAll(() => app.close());

const listed = (query: string) => directory.get(`/Users?${query}`);
const filtered = (filter: string, rest = '') => listed(`filter=${encodeURIComponent(filter)}${rest}`);
const namesIn = (body: { Resources: { userName: string }[] }) =>
  body.Resources.map(({ userName }) => userName[0]).sort();

test.each([
  String.raw`userName eq "corp\\bob"`,
  String.raw`userName eq "CORP\bob"`,
  String.raw`userName sw "CORP\\" and userName ew "B"`,
  String.raw`displayName eq "Andr\u00e9 \"B\""`,
  String.raw`emails[type eq "w\u006frk" and value sw "b\u006fb"]`,
])('the texts of a filter are read with the escapes of JSON: %s', async (filter) => {
  const windows = await newDirectory(app);
  const emails = [{ value: 'bob@mail.example', type: 'work' }];
  await windows.addUser(String.raw`CORP\bob`, { displayName: 'André "B"', emails });
  await windows.addUser('bob@example.com', { displayName: 'B' });
  const { body } = await windows.get(`/Users?filter=${encodeURIComponent(filter)}`).expect(200);
  expect(body.Resources).toEqual([expect.objectContaining({ userName: String.raw`CORP\bob` })]);
});

test.each([String.raw`\u0000`, String.raw`\ud800`])('%s in a filter is the text as written', async (text) => {
  const { body } = await filtered(`userName co "${text}" or emails[type eq "${text}"]`).expect(200);
  expect(body.totalResults).toBe(0);
});

describe('a filter', () => {
  test.each([
    ['userName eq "ANNA@example.com"', 'a'],
    ['userName ne "anna@example.com" and userName co "@"', 'bc'],
    ['userName co "leo"', 'c'],
    ['userName sw "be"', 'b'],
    ['displayName ew "NA"', 'a'],
    ['displayName pr', 'ab'],
    ['not (displayName pr) and userName co "@"', 'c'],
    ['externalId eq "x1" or externalId eq "x2"', 'ab'],
    ['externalId eq "X1"', ''],
    ['name.familyName gt "Beta" and name.familyName lt "Y"', 'c'],
    ['urn:ietf:params:scim:schemas:core:2.0:User:name.familyName ge "mu"', 'ac'],
    ['emails.value eq "zeta@mail.example"', 'a'],
    ['emails co "alpha"', 'b'],
    ['emails[type eq "work" and value sw "mu"]', 'c'],
    ['emails[type eq "work" and primary eq true]', 'a'],
    ['emails.type eq "home" or (displayName eq "anna" and active eq false)', 'ab'],
    ['active eq true and userName co "@"', ''],
    ['meta.created gt "2000-01-01T00:00:00Z" and userName sw "c"', 'c'],
    ['urn:ietf:params:scim:schemas:extension:itsyouonline:2.0:User:state eq "invited"', 'abc'],
    ['externalId eq null and userName co "@"', 'c'],
    ['userName eq "x\\" or 1=1 --"', ''],
  ])('%s', async (filter, expected) => {
    const { body } = await filtered(filter).expect(200);
    expect(namesIn(body).join('')).toBe(expected);
    expect(body).toMatchObject({ schemas: [listSchema], totalResults: expected.length });
  });

  test.each([
    'userName',
    'userName eq',
    'userName is "x"',
    'userName eq "x" and',
    '(userName eq "x"',
    'password eq "x"',
    'groups eq "x"',
    'active gt true',
    'active eq "perhaps"',
    'userName eq 7',
    'meta.created gt "yesterday"',
    'userName[type eq "x"]',
    'emails[kind eq "x"]',
    '__proto__ eq "x"',
    'constructor pr',
    `${'('.repeat(40)}userName pr${')'.repeat(40)}`,
    Array(200).fill('userName pr').join(' or '),
    `"${'\n'.repeat(60)}`,
    'userName eq "\u0007"',
  ])('%j is refused', async (filter) => {
    const response = await filtered(filter);
    expect([response.status, response.body.scimType]).toEqual([400, 'invalidFilter']);
  });
});

describe('a page', () => {
  test('begins at startIndex, counted from 1, and is as long as count', async () => {
    const { body } = await filtered('userName co "@"', '&sortBy=userName&startIndex=2&count=1').expect(200);
    expect(body).toMatchObject({
      totalResults: 3,
      startIndex: 2,
      itemsPerPage: 1,
      Resources: [{ userName: 'ben@example.com' }],
    });
  });

  test.each(['startIndex=0&count=-1', 'count=0'])('%s only counts', async (query) => {
    expect((await listed(query).expect(200)).body).toMatchObject({
      totalResults: 4,
      itemsPerPage: 0,
      Resources: [],
    });
  });

  test('is never longer than 200', async () => {
    expect((await listed('count=100000').expect(200)).body.itemsPerPage).toBe(4);
  });

  test('can be in descending order', async () => {
    const { body } = await filtered('userName co "@"', '&sortBy=name.familyName&sortOrder=descending').expect(
      200,
    );
    expect(body.Resources.map(({ displayName = 'Cleo' }) => displayName)).toEqual(['Anna', 'Cleo', 'Ben']);
  });

  test.each(['sortBy=emails', 'sortBy=__proto__', 'count=many', 'sortOrder=sideways'])(
    '%s is refused',
    async (query) => {
      expect((await listed(query)).status).toBe(400);
    },
  );

  test('takes as many statements with 200 users as with one', async () => {
    const statementsOf = async (query: string) => {
      const before = app.database.statements().length;
      await listed(query).expect(200);
      return app.database.statements().length - before;
    };
    await listed('count=1');
    expect(await statementsOf('count=200')).toBe(await statementsOf('count=1'));
  });
});

describe('attributes', () => {
  test('only the requested ones, with schemas and id', async () => {
    const { body } = await filtered('userName sw "anna"', '&attributes=userName,emails.value');
    expect(body.Resources).toEqual([
      {
        schemas: expect.any(Array),
        id: expect.any(String),
        userName: 'anna@example.com',
        emails: [{ value: 'Zeta@mail.example' }],
      },
    ]);
  });

  test('all except the excluded ones', async () => {
    const { body } = await filtered('userName sw "anna"', '&excludedAttributes=groups,meta,emails.type');
    expect(body.Resources[0]).toMatchObject({ userName: 'anna@example.com', displayName: 'Anna' });
    expect(Object.keys(body.Resources[0])).not.toEqual(expect.arrayContaining(['groups']));
    expect(body.Resources[0]).not.toHaveProperty('meta');
    expect(body.Resources[0].emails).toEqual([{ value: 'Zeta@mail.example', primary: true }]);
  });
});

test('a search may be sent in a body', async () => {
  const search = {
    schemas: [searchSchema],
    filter: 'userName sw "b"',
    attributes: ['userName'],
    startIndex: 1,
    count: 10,
  };
  const { body } = await directory.post('/Users/.search', search).expect(200);
  expect(body).toMatchObject({ totalResults: 1, Resources: [{ userName: 'ben@example.com' }] });
  const groups = await directory.post('/Groups/.search', {
    schemas: [searchSchema],
    filter: 'id eq "owners"',
  });
  expect(groups.body).toMatchObject({ totalResults: 1, Resources: [{ id: 'owners' }] });
});

test('application/json is accepted', async () => {
  const response = await directory.post('/Users', { userName: 'json@example.com' }).type('application/json');
  expect(response.status).toBe(201);
});

// An independent library, with its own reading of the RFCs.
describe('SCIMMY accepts', () => {
  test('users, groups and the service provider configuration', async () => {
    const { body } = await directory.get('/Users');
    for (const user of body.Resources) {
      const { id, userName, active } = new SCIMMY.Schemas.User(user, 'out') as unknown as Record<
        string,
        unknown
      >;
      expect({ id, userName, active }).toEqual({ id: user.id, userName: user.userName, active: user.active });
    }
    for (const group of (await directory.get('/Groups')).body.Resources) {
      const { id, displayName } = new SCIMMY.Schemas.Group(group, 'out') as unknown as Record<
        string,
        unknown
      >;
      expect({ id, displayName }).toEqual({ id: group.id, displayName: group.displayName });
    }
    const config = (await directory.get('/ServiceProviderConfig')).body;
    expect(config).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      etag: { supported: true },
    });
    expect((await directory.get('/ResourceTypes')).body.Resources).toMatchObject([
      { id: 'User' },
      { id: 'Group' },
    ]);
    expect((await directory.get('/ResourceTypes/User')).body.endpoint).toBe('/Users');
    const schemas = (await directory.get('/Schemas')).body.Resources;
    expect(schemas.map(({ id }: { id: string }) => id)).toContain(
      'urn:ietf:params:scim:schemas:core:2.0:User',
    );
    expect((await directory.get(`/Schemas/${schemas[0].id}`)).body).toEqual(schemas[0]);
  });
});
