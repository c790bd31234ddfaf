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
  await newOrganization(app.database.db, 'club', { owner: 'ann' });
  asOwner = callsTo(app, 'club', token);
});

afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('organization_required_scopes').execute();
});

interface RequiredScope {
  readonly scope: string;
  readonly accessscopes: readonly string[];
}

const forOwners = (scope: string): RequiredScope => ({ scope, accessscopes: ['organization:owner'] });
const forMembers = (scope: string): RequiredScope => ({ scope, accessscopes: ['organization:member'] });

/** The required scopes that the organization shows. */
const required = async (): Promise<RequiredScope[]> =>
  (await asOwner('get', '').expect(200)).body.requiredscopes;

async function startWith(...scopes: readonly string[]): Promise<void> {
  for (const scope of scopes) await asOwner('post', '/requiredscopes', forOwners(scope)).expect(201);
}

const pathOf = (scope: string) => `/requiredscopes/${encodeURIComponent(scope)}`;

const goodScopes = [
  'user:name',
  'user:github',
  'user:facebook',
  'user:address',
  'user:bankaccount:savings',
  'user:digitalwalletaddress:main:ERC20',
  'user:email:personal email',
  'user:validated:email',
  'user:validated:email:work',
  'user:phone:',
  'user:validated:phone:main',
  'user:publickey',
  'user:avatar',
  'user:keystore',
  'user:see',
  'user:email:a/b?c%20d#e',
  'user:memberof:club',
  'user:memberof:club.kids team.under-9',
  `user:email:${'x'.repeat(1013)}`,
  `user:email:${'\u00e9'.repeat(506)}`,
];

const badBodies: [string, unknown][] = [
  ['an empty scope', forOwners('')],
  ['full power', forOwners('user:admin')],
  ['a scope that begins like another', forOwners('user:namexyz')],
  ['a scope with something before it', forOwners('xuser:name')],
  ['a scope in capitals', forOwners('User:Name')],
  ['several scopes in one', forOwners('user:email:work,user:phone')],
  ['a scope of organizations', forOwners('organization:owner')],
  ['membership of nothing', forOwners('user:memberof:')],
  ['membership without a colon', forOwners('user:memberof')],
  ['membership of what cannot be an organization', forOwners('user:memberof:Club')],
  ['membership of too short an id', forOwners('user:memberof:ab')],
  ['membership of too long an id', forOwners(`user:memberof:${'x'.repeat(151)}`)],
  ['1025 letters', forOwners(`user:email:${'x'.repeat(1014)}`)],
  ['1025 bytes', forOwners(`user:email:${'\u00e9'.repeat(507)}`)],
  ['NUL', forOwners('user:email:a\0b')],
  ['no one to see it', { scope: 'user:name', accessscopes: [] }],
  ['no access scopes', { scope: 'user:name' }],
  ['access scopes that are null', { scope: 'user:name', accessscopes: null }],
  ['an access scope that is no list', { scope: 'user:name', accessscopes: 'organization:owner' }],
  ['an unknown access scope', { scope: 'user:name', accessscopes: ['organization:owner', 'user:admin'] }],
  ['an access scope with more in it', { scope: 'user:name', accessscopes: ['organization:owners'] }],
  ['no scope', { accessscopes: ['organization:owner'] }],
  ['a scope that is a number', { scope: 5, accessscopes: ['organization:owner'] }],
  ['a list', [forOwners('user:name')]],
];

describe('addRequiredScope', () => {
  test('adds a scope at the end, with an empty response', async () => {
    await startWith('user:phone');
    const entry = {
      scope: 'user:email:work',
      accessscopes: ['organization:member', 'organization:owner'],
    };
    const response = await asOwner('post', '/requiredscopes', entry);
    expect([response.status, response.text]).toEqual([201, '']);
    expect(await required()).toEqual([forOwners('user:phone'), entry]);
  });

  test.each(goodScopes)('accepts %s', async (scope) => {
    await asOwner('post', '/requiredscopes', forMembers(scope)).expect(201);
    expect(await required()).toEqual([forMembers(scope)]);
  });

  test('drops access scopes that are there twice, and members it does not know', async () => {
    const accessscopes = ['organization:member', 'organization:owner', 'organization:member'];
    const body = { scope: 'user:name', accessscopes, globalid: 'victim', position: 0 };
    await asOwner('post', '/requiredscopes', body).expect(201);
    expect(await required()).toEqual([
      { scope: 'user:name', accessscopes: ['organization:member', 'organization:owner'] },
    ]);
  });

  test.each(badBodies)('refuses %s', async (_what, body) => {
    const response = await asOwner('post', '/requiredscopes', JSON.stringify(body));
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await required()).toEqual([]);
  });

  test('refuses a scope that is required already, no matter who may see it', async () => {
    await startWith('user:name');
    const response = await asOwner('post', '/requiredscopes', forMembers('user:name'));
    expect([response.status, response.body]).toEqual([409, { error: 'required_scope_already_exists' }]);
    expect(await required()).toEqual([forOwners('user:name')]);
  });

  test('distinguishes scopes by their exact text', async () => {
    const scopes = ['user:email', 'user:email:', 'user:email:work', 'user:email:Work', 'user:email:work '];
    await startWith(...scopes);
    expect((await required()).map(({ scope }) => scope)).toEqual(scopes);
  });

  test('accepts the twentieth scope and no more', async () => {
    await startWith(...Array.from({ length: 20 }, (_, index) => `user:email:${index}`));
    const response = await asOwner('post', '/requiredscopes', forOwners('user:name'));
    expect([response.status, response.body]).toEqual([422, { error: 'maximum_reached' }]);
    expect((await required()).length).toBe(20);
    await asOwner('post', '/requiredscopes', forOwners('user:email:7')).expect(409);
    await asOwner('delete', pathOf('user:email:7')).expect(204);
    await startWith('user:name');
  });

  test('stops at twenty scopes when many arrive at once', async () => {
    await startWith(...Array.from({ length: 16 }, (_, index) => `user:email:${index}`));
    const calls = Array.from({ length: 12 }, (_, index) =>
      asOwner('post', '/requiredscopes', forOwners(`user:phone:${index}`)),
    );
    const statuses = (await Promise.all(calls)).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(4).fill(201), ...Array(8).fill(422)]);
    expect((await required()).length).toBe(20);
  });

  test('adds a scope once when sent several times at once', async () => {
    const calls = [1, 2, 3, 4].map(() => asOwner('post', '/requiredscopes', forOwners('user:name')));
    const statuses = (await Promise.all(calls)).map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 409, 409, 409]);
  });
});

describe('updateRequiredScope', () => {
  test('changes who may see it, in its place', async () => {
    await startWith('user:name', 'user:phone', 'user:email');
    const response = await asOwner('put', pathOf('user:phone'), forMembers('user:phone'));
    expect([response.status, response.text]).toEqual([204, '']);
    expect(await required()).toEqual([
      forOwners('user:name'),
      forMembers('user:phone'),
      forOwners('user:email'),
    ]);
  });

  test('puts another scope in its place', async () => {
    await startWith('user:name', 'user:phone', 'user:email');
    await asOwner('put', pathOf('user:phone'), forMembers('user:address:home')).expect(204);
    expect((await required())[1]).toEqual(forMembers('user:address:home'));
  });

  test.each(goodScopes)('finds %s by its escaped text', async (scope) => {
    await startWith(scope);
    await asOwner('put', pathOf(scope), forMembers(scope)).expect(204);
    expect(await required()).toEqual([forMembers(scope)]);
  });

  test('refuses a scope that is required elsewhere in the list', async () => {
    await startWith('user:name', 'user:phone');
    const response = await asOwner('put', pathOf('user:phone'), forMembers('user:name'));
    expect([response.status, response.body]).toEqual([409, { error: 'required_scope_already_exists' }]);
    expect(await required()).toEqual([forOwners('user:name'), forOwners('user:phone')]);
  });

  test.each(['user:email', 'USER:NAME', 'user:nam', '%'])('does not find %s', async (scope) => {
    await startWith('user:name');
    const response = await asOwner('put', pathOf(scope), forMembers('user:name'));
    expect([response.status, response.body]).toEqual([404, { error: 'required_scope_not_found' }]);
    expect(await required()).toEqual([forOwners('user:name')]);
  });

  test.each(badBodies)('refuses %s', async (_what, body) => {
    await startWith('user:name');
    const response = await asOwner('put', pathOf('user:name'), JSON.stringify(body));
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await required()).toEqual([forOwners('user:name')]);
  });

  test('needs a body', async () => {
    await startWith('user:name');
    await asOwner('put', pathOf('user:name')).expect(400);
  });
});

describe('deleteRequiredScope', () => {
  test('removes the scope', async () => {
    await startWith('user:name', 'user:email:personal email', 'user:phone');
    const response = await asOwner('delete', pathOf('user:email:personal email'));
    expect([response.status, response.text]).toEqual([204, '']);
    expect((await required()).map(({ scope }) => scope)).toEqual(['user:name', 'user:phone']);
  });

  test.each(['user:email', 'user', 'user:name:', '%'])('does not find %s', async (scope) => {
    await startWith('user:name');
    const response = await asOwner('delete', pathOf(scope));
    expect([response.status, response.body]).toEqual([404, { error: 'required_scope_not_found' }]);
    expect(await required()).toEqual([forOwners('user:name')]);
  });
});

test('only owners change required scopes', async () => {
  await newOrganization(app.database.db, 'fort', { owner: 'ann' });
  const outsiders = await newOutsiders(app, 'fort', 'ann');
  const own = callsTo(app, 'fort', await organizationToken(app, 'fort'));
  await own('post', '/requiredscopes', forOwners('user:name')).expect(201);
  const fort = callsTo(app, 'fort');
  await expectRefusals(outsiders, () => fort('post', '/requiredscopes', forOwners('user:phone')));
  await expectRefusals(outsiders, () => fort('put', pathOf('user:name'), forMembers('user:name')));
  await expectRefusals(outsiders, () => fort('delete', pathOf('user:name')));
  const { db } = app.database;
  const rows = await db.selectFrom('organization_required_scopes').select('access_scopes').execute();
  expect(rows).toEqual([{ access_scopes: ['organization:owner'] }]);
});
