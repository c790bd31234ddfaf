import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { type Route, routes } from '../../generated/routes.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { type Caller, callers, newTree, newWorld, type Tree, type World } from './matrix-callers.ts';

const file = 'coverage/organizations-matrix.txt';

let app: TestApp;
let world: World;
let shared: Tree;

beforeAll(async () => {
  app = await openTestApp();
  world = await newWorld(app);
  shared = await newTree(world, 'top');
});

afterAll(async () => {
  await app.close();
  writeTable();
});

/**
 * `open`: the call passed the access check. Without a body, for resources that do not exist, it usually gets 400 or
 * 404.
 */
type Outcome = 'open' | '401' | '403' | `${number}`;
type Row = Readonly<Record<string, Outcome>>;

const operations = routes.filter(({ path }) => path.startsWith('/organizations'));
const rows = new Map<Route, Row>();

function expected({ holds }: Caller, route: Route): Outcome {
  if (route.public) return 'open';
  if (holds === undefined) return '401';
  return route.scopes.some((scope) => holds.includes(scope)) ? 'open' : '403';
}

/** Any other 403 comes from behind the access check; errors of the server are reported as such. */
async function found(caller: Caller, route: Route): Promise<Outcome> {
  const tree = route.operation === 'deleteOrganization' ? await treeToDelete() : shared;
  const call = request(app.web)[route.method](pathOf(route, tree));
  const authorization = await caller.authorization(world, tree);
  if (authorization !== undefined) call.set('Authorization', authorization);
  const { status, body } = await call;
  if (status === 401 || (status === 403 && body.error === 'insufficient_scope')) return `${status}`;
  return status < 500 ? 'open' : `${status}`;
}

let deletions = 0;

function treeToDelete(): Promise<Tree> {
  deletions += 1;
  return newTree(world, `doomed${deletions}`);
}

/** Only the organization exists; other parameters name nothing. */
function pathOf({ path }: Route, { mid }: Tree): string {
  const values: Readonly<Record<string, string>> = { globalid: mid, langkey: 'nl', role: 'orgmember' };
  return `/api${path.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? 'absent')}`;
}

const rowOf = (outcomes: readonly [string, Outcome][]): Row => Object.fromEntries(outcomes);
const nameOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`;

describe('the response to each caller follows from the scopes of the contract', () => {
  test.each(operations.map((route): [string, Route] => [nameOf(route), route]))(
    '%s',
    async (_name, route) => {
      const outcomes: [string, Outcome][] = [];
      for (const caller of callers) outcomes.push([caller.who, await found(caller, route)]);
      rows.set(route, rowOf(outcomes));
      expect(rowOf(outcomes)).toEqual(rowOf(callers.map((caller) => [caller.who, expected(caller, route)])));
    },
  );

  test('no refused call changes anything', async () => {
    const { body } = await request(app.web)
      .get(`/api/organizations/${shared.mid}`)
      .set('Authorization', `token ${world.tokens.get('owner')}`)
      .expect(200);
    expect(body).toEqual({
      globalid: 'top.mid',
      publicKeys: [],
      dns: [],
      owners: ['owner'],
      members: ['member'],
      orgowners: ['partner'],
      orgmembers: ['club'],
      includes: ['top.mid.low'],
      requiredscopes: [],
      includesuborgsof: [],
    });
  });
});

describe('the contract opens', () => {
  const classes: readonly [string, readonly string[], (route: Route) => boolean][] = [
    [
      'to everyone: texts, logo, validity of the second factor, an entry of the registry',
      [
        'get2faValidityTime',
        'getDescription',
        'getDescriptionWithFallback',
        'getOrganizationLogo',
        'getOrganizationRegistryEntry',
      ],
      (route) => route.public,
    ],
    [
      'to members: the organization, its users and its tree',
      ['getOrganization', 'getOrganizationTree', 'getOrganizationUsers'],
      ({ scopes }) => scopes.includes('organization:member'),
    ],
    [
      'to people with full power over their account: a new organization',
      ['createNewOrganization'],
      ({ scopes }) => scopes.some((scope) => scope.startsWith('user:')),
    ],
  ];

  test.each(classes)('%s', (_class, names, isOpen) => {
    const opened = operations.filter(isOpen).map(({ operation }) => operation);
    expect(opened.sort()).toEqual(names);
  });

  test('to owners: all others', () => {
    const rest = operations.filter((route) => !classes.some(([, , isOpen]) => isOpen(route)));
    expect(rest).toHaveLength(operations.length - 9);
    for (const { scopes } of rest) expect(scopes).toContain('organization:owner');
  });
});

/** One row for each operation, one column for each caller. */
function writeTable(): void {
  const widths = callers.map(({ who }) => Math.max(...who.split(' ').map((word) => word.length)) + 2);
  const first = Math.max(...operations.map((route) => nameOf(route).length)) + 2;
  const line = (name: string, cells: readonly string[]) =>
    [name.padEnd(first), ...cells.map((cell, column) => cell.padEnd(widths[column] ?? 0))].join('').trimEnd();
  const head = [0, 1, 2].map((part) =>
    line(
      '',
      callers.map(({ who }) => who.split(' ')[part] ?? ''),
    ),
  );
  const body = [...rows].map(([route, row]) =>
    line(
      nameOf(route),
      callers.map(({ who }) => row[who] ?? ''),
    ),
  );
  mkdirSync('coverage', { recursive: true });
  writeFileSync(file, `${[...head, ...body].join('\n')}\n`);
  process.stdout.write(`${rows.size} operations, ${callers.length} callers each: ${file}\n`);
}
