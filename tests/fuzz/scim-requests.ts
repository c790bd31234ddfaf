import { oddValues } from './parameters.ts';
import type { Random } from './random.ts';
import type { RawRequest } from './sending.ts';
import type { World } from './world.ts';

const filters = [
  ...['userName eq "a@company.com"', 'emails[type eq "work" and value co "@"]', 'not (active eq true)'],
  ...['members eq "u-x"', 'displayName pr or externalId sw "e"', 'meta.created gt "2020-01-01T00:00:00Z"'],
  ...['userName eq', '((((', 'id pr and', 'x[y eq 1].z pr', `"${'\n'.repeat(40)}`, 'emails[', 'id eq 1e999'],
];
const paths = [
  ...[
    'active',
    'userName',
    'emails',
    'emails[type eq "work"].value',
    'name.givenName',
    'members',
    'externalId',
  ],
  ...[
    'members[value eq "owners"]',
    'id',
    'name',
    '__proto__.x',
    'constructor.prototype',
    '[',
    'emails[x',
    '',
  ],
];

/** A request to the directory of `shop`, valid or not. */
export function scimRequest(random: Random, world: World): RawRequest {
  const { shop, known, directory } = world;
  const kind = random.pick(['Users', 'Users', 'Groups', 'Groups', 'Schemas', 'ServiceProviderConfig', 'Me']);
  const id = known.pick(random, 'scim id') ?? 'owners';
  const odd = random.pick([...oddValues, 'members', 'owners', `u-${world.owner.username}`, `${shop}.rent`]);
  const one = encodeURIComponent((random.percent(75) ? id : odd).toWellFormed());
  const token = random.percent(92) ? directory : random.pick(['', 'x'.repeat(28)]);
  const headers = {
    Authorization: `Bearer ${token}`,
    'Content-Type': random.pick([
      'application/scim+json',
      'application/scim+json',
      'application/json',
      'text/plain',
    ]),
    ...(random.percent(10) && { 'If-Match': random.pick(['*', 'W/"1"', '"', ',']) }),
  };
  const base = `/scim/v2/organizations/${shop}/${kind}`;
  switch (random.int(6)) {
    case 0:
      return { method: 'GET', path: `${base}?${queryOf(random)}`, headers };
    case 1:
      return { method: 'POST', path: base, headers, body: bodyOf(random, world) };
    case 2:
      return { method: 'POST', path: `${base}/.search`, headers, body: searchOf(random) };
    case 3:
      return { method: random.pick(['GET', 'HEAD', 'DELETE', 'OPTIONS']), path: `${base}/${one}`, headers };
    case 4:
      return { method: 'PUT', path: `${base}/${one}`, headers, body: bodyOf(random, world) };
    default:
      return { method: 'PATCH', path: `${base}/${one}`, headers, body: patchOf(random, world) };
  }
}

function queryOf(random: Random): string {
  const parameters = new URLSearchParams();
  if (random.percent(60)) parameters.set('filter', someText(random, filters));
  if (random.percent(30))
    parameters.set('sortBy', someText(random, ['userName', 'displayName', 'meta.created', 'emails']));
  if (random.percent(30)) parameters.set('count', someText(random, ['0', '1', '-5', '1000']));
  if (random.percent(30)) parameters.set('startIndex', someText(random, ['0', '1', '99999999999']));
  if (random.percent(30))
    parameters.set('attributes', someText(random, ['userName', 'id,emails.value', 'members']));
  return String(parameters);
}

function searchOf(random: Random): string {
  return JSON.stringify({
    schemas: ['urn'],
    filter: someText(random, filters),
    count: random.pick([1, -1, 2 ** 40, '5']),
  });
}

function bodyOf(random: Random, world: World): string {
  const members = [{ value: world.known.pick(random, 'scim id') ?? 'none' }];
  const body: Record<string, unknown> = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: someText(random, [`u${random.int(20)}@company.com`]),
    displayName: someText(random, [`Group ${random.int(9)}`]),
    emails: random.pick([undefined, [{ value: `e${random.int(20)}@company.com`, primary: true }], [7], [{}]]),
    active: random.pick([true, false, undefined, 'True', null]),
    externalId: random.pick([undefined, `e${random.int(20)}`]),
    members: random.pick([undefined, [], members, [{}]]),
  };
  return random.percent(92) ? JSON.stringify(body) : random.pick(['{', '[]', 'null', '"x"', '']);
}

function patchOf(random: Random, world: World): string {
  const values = [
    true,
    'False',
    null,
    7,
    {},
    [],
    someText(random, ['x']),
    { active: false, 'name.givenName': 'A' },
  ];
  const operation = () => ({
    op: random.pick(['add', 'Replace', 'remove', 'move', '']),
    ...(random.percent(80) && { path: someText(random, paths) }),
    value: random.pick([
      ...values,
      [{ value: world.known.pick(random, 'scim id') ?? 'none' }],
      JSON.parse('{"__proto__":{"x":1}}'),
    ]),
  });
  return JSON.stringify({
    schemas: ['urn'],
    Operations: random.percent(5) ? [] : [operation(), operation()],
  });
}

function someText(random: Random, usual: readonly string[]): string {
  return random.percent(85) ? random.pick(usual) : random.pick(oddValues);
}
