import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listOrganizationRoles } from '../../src/security/queries.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { someTime } from '../support/organizations.ts';
import { type Graph, isMember, isOwner, type Link, type Person } from './membership-model.ts';

const usernames = ['ann', 'ben', 'cas'] as const;

/** Ids that a careless comparison takes for each other's descendants, around the dot in byte order. */
const ids = [
  'aaa',
  'aaa b',
  'aaa-b',
  'aaa-b.c',
  'aaa.b',
  'aaa.b-c',
  'aaa.b.c',
  'aaa.b.c.d',
  'aaa.bc',
  'aaa0',
  'aaa_b',
  'aaab',
  'axb',
  'bbb',
  'bbb.aaa',
  'bbb.aaa.b',
] as const;

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  const names = [
    ...ids.map((name) => ({ name, kind: 'organization' as const, reserved_at: someTime })),
    ...usernames.map((name) => ({ name, kind: 'user' as const, reserved_at: someTime })),
  ];
  await database.db.insertInto('reserved_names').values(names).execute();
  const people = usernames.map((username) => ({ username, first_name: 'A', last_name: 'B' }));
  await database.db
    .insertInto('users')
    .values(
      people.map((user) => ({
        ...user,
        language: null,
        expires_at: null,
        locked_at: null,
        created_at: someTime,
      })),
    )
    .execute();
  const organizations = ids.map((globalid) => ({ globalid, created_by: null, created_at: someTime }));
  await database.db.insertInto('organizations').values(organizations).execute();
});

afterAll(() => database.close());

/** Replaces the people and links there are; the organizations are always the same. */
async function store({ people, links }: Pick<Graph, 'people' | 'links'>): Promise<void> {
  const { db } = database;
  await db.deleteFrom('organization_users').execute();
  await db.deleteFrom('organization_links').execute();
  const rest = { position: 1, created_at: someTime };
  if (people.length > 0) {
    const rows = people.map((person) => ({ ...person, ...rest }));
    await db.insertInto('organization_users').values(rows).execute();
  }
  if (links.length === 0) return;
  const rows = links.map(({ globalid, linked, role, includes }) => ({
    ...{ globalid, linked_globalid: linked, role, includes_suborganizations: includes },
    ...rest,
  }));
  await db.insertInto('organization_links').values(rows).execute();
}

interface Roles {
  readonly isOwner: boolean;
  readonly isMember: boolean;
}

async function rolesOf(globalid: string, username: string): Promise<Roles | undefined> {
  return (await listOrganizationRoles(database.db, [globalid], username)).get(globalid);
}

const globalid = fc.constantFrom(...ids);

/** Who is a direct owner or member of what. */
const people: fc.Arbitrary<Person[]> = fc.uniqueArray(
  fc.record({
    globalid,
    username: fc.constantFrom(...usernames),
    role: fc.constantFrom('owner' as const, 'member' as const),
  }),
  { maxLength: 6, selector: (person) => `${person.globalid}/${person.username}` },
);

/** A few organizations with many links between them, so that chains and circles are common. */
const links: fc.Arbitrary<Link[]> = fc.uniqueArray(globalid, { minLength: 2, maxLength: 6 }).chain((few) => {
  const one = fc.constantFrom(...few);
  const role = fc.constantFrom('orgowner' as const, 'orgmember' as const);
  const link = fc.record({ globalid: one, linked: one, role, includes: fc.boolean() });
  return fc
    .uniqueArray(link, { maxLength: 10, selector: (entry) => `${entry.globalid}/${entry.linked}` })
    .map((all) => all.filter((entry) => entry.globalid !== entry.linked));
});

const graphs: fc.Arbitrary<Graph> = fc.record({ organizations: fc.constant(ids), people, links });

describe('listOrganizationRoles agrees with the plain algorithm', () => {
  test('for random organizations, people and links', async () => {
    const property = fc.asyncProperty(graphs, async (graph) => {
      await store(graph);
      for (const username of usernames) {
        const found = await listOrganizationRoles(database.db, graph.organizations, username);
        const wanted = graph.organizations.map((id): [string, Roles] => [
          id,
          { isOwner: isOwner(graph, id, username), isMember: isMember(graph, id, username) },
        ]);
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
      }
    });
    await fc.assert(property, { numRuns: 400 });
  });

  test('whether organizations are asked for one by one or together', async () => {
    const property = fc.asyncProperty(graphs, async (graph) => {
      await store(graph);
      const together = await listOrganizationRoles(database.db, graph.organizations, 'ann');
      for (const id of graph.organizations) expect(await rolesOf(id, 'ann')).toEqual(together.get(id));
    });
    await fc.assert(property, { numRuns: 25 });
  });
});

const owner = { isOwner: true, isMember: false };
const member = { isOwner: false, isMember: true };
const nothing = { isOwner: false, isMember: false };

/** `aaa:owner:ann`, and `aaa<orgowner<bbb` (with `+` behind: including what is below `bbb`). */
function graphOf(...statements: string[]): Graph {
  const people = statements.flatMap((statement): Person[] => {
    const [globalid, role, username] = statement.split(':');
    return username === undefined ? [] : [{ globalid, role, username } as Person];
  });
  const links = statements.flatMap((statement): Link[] => {
    const [globalid, role, linked] = statement.split('<');
    if (linked === undefined) return [];
    return [{ globalid, role, linked: linked.replace('+', ''), includes: linked.endsWith('+') } as Link];
  });
  return { organizations: ids, people, links };
}

describe('what somebody is to an organization', () => {
  const cases: readonly [rule: string, statements: string[], asked: string, roles: Roles][] = [
    ['an owner owns it', ['aaa:owner:ann'], 'aaa', owner],
    ['a member is a member of it', ['aaa:member:ann'], 'aaa', member],
    ['an owner owns what is below', ['aaa:owner:ann'], 'aaa.b', owner],
    ['an owner owns what is far below', ['aaa:owner:ann'], 'aaa.b.c.d', owner],
    ['a member is a member of what is below', ['aaa:member:ann'], 'aaa.b.c', member],
    ['an owner of a child is nothing to the parent', ['aaa.b:owner:ann'], 'aaa', nothing],
    [
      'an owner is nothing to an organization whose id looks like a child',
      ['aaa:owner:ann'],
      'aaa-b',
      nothing,
    ],
    ['an owner is nothing to one whose id begins the same', ['aaa:owner:ann'], 'aaab', nothing],
    ['a dot stands for itself', ['aaa.b:owner:ann'], 'aaa-b', nothing],
    ['a member of an orgowner owns', ['aaa<orgowner<bbb', 'bbb:member:ann'], 'aaa', owner],
    ['an owner of an orgmember is a member', ['aaa<orgmember<bbb', 'bbb:owner:ann'], 'aaa', member],
    [
      'links are followed in both roles',
      ['aaa<orgowner<bbb', 'bbb<orgmember<axb', 'axb:member:ann'],
      'aaa',
      owner,
    ],
    [
      'only the first link decides the role',
      ['aaa<orgmember<bbb', 'bbb<orgowner<axb', 'axb:owner:ann'],
      'aaa',
      member,
    ],
    ['an owner below an orgowner is nothing', ['aaa<orgowner<bbb', 'bbb.aaa:owner:ann'], 'aaa', nothing],
    [
      'an owner below an orgowner that brings its sub-organizations owns',
      ['aaa<orgowner<bbb+', 'bbb.aaa.b:member:ann'],
      'aaa',
      owner,
    ],
    [
      'sub-organizations are those behind the dot only',
      ['bbb<orgowner<aaa+', 'aaa-b:owner:ann'],
      'bbb',
      nothing,
    ],
    ['a link does not climb to the parent', ['aaa<orgowner<bbb.aaa', 'bbb:owner:ann'], 'aaa', nothing],
    ['a link to an ancestor counts below', ['aaa<orgowner<bbb', 'bbb:member:ann'], 'aaa.b.c', owner],
    [
      'the links of a sub-organization that was brought along count',
      ['aaa<orgowner<bbb+', 'bbb.aaa<orgmember<axb', 'axb:member:ann'],
      'aaa',
      owner,
    ],
    [
      'a circle of links leads nowhere',
      ['aaa<orgowner<bbb', 'bbb<orgowner<aaa', 'aaa:member:ann'],
      'aaa',
      member,
    ],
    [
      'being brought along by the own ancestor makes no member an owner',
      ['aaa.b<orgowner<aaa+', 'aaa.b:member:ann'],
      'aaa.b',
      member,
    ],
    [
      'a circle of links brings along what is below the start',
      ['aaa<orgowner<bbb', 'bbb<orgmember<aaa+', 'aaa.b:member:ann'],
      'aaa',
      owner,
    ],
    [
      'owner in one way and member in another is both',
      ['aaa:member:ann', 'aaa<orgowner<bbb', 'bbb:member:ann'],
      'aaa',
      { isOwner: true, isMember: true },
    ],
    ['a stranger is nothing', ['aaa:owner:ben'], 'aaa', nothing],
  ];

  test.each(cases)('%s', async (_rule, statements, asked, roles) => {
    const graph = graphOf(...statements);
    await store(graph);
    expect(await rolesOf(asked, 'ann')).toEqual(roles);
    expect({ isOwner: isOwner(graph, asked, 'ann'), isMember: isMember(graph, asked, 'ann') }).toEqual(roles);
  });

  test('an organization that does not exist has no entry', async () => {
    await store(graphOf('aaa:owner:ann'));
    const roles = await listOrganizationRoles(database.db, ['aaa', 'aaa.zzz', 'aa%'], 'ann');
    expect([...roles.keys()]).toEqual(['aaa']);
  });

  test('many organizations cost one statement', async () => {
    await store(graphOf('aaa:owner:ann', 'aaa<orgowner<bbb+', 'bbb<orgmember<axb'));
    const count = await database.countStatements(() => listOrganizationRoles(database.db, ids, 'ann'));
    expect(count).toBe(1);
  });
});
