import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listOrganizationRoles } from '../../../src/organizations/members/role-queries.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { graphs, ids, storeForest, storeGraph, usernames } from './membership-graphs.ts';
import { type Graph, isMember, isOwner, type Link, type Person } from './membership-model.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await storeForest(database.db);
});

afterAll(() => database.close());

const store = (graph: Pick<Graph, 'people' | 'links'>) => storeGraph(database.db, graph);

interface Roles {
  readonly isOwner: boolean;
  readonly isMember: boolean;
}

async function rolesOf(globalid: string, username: string): Promise<Roles | undefined> {
  return (await listOrganizationRoles(database.db, [globalid], username)).get(globalid);
}

/**
 * Number of random graphs, at about 15 ms each. Before the query changes, compare thousands:
 * `IYO_TEST_GRAPHS=5000 make test only=tests/organizations/members/role-queries`
 */
const graphCount = Number(process.env.IYO_TEST_GRAPHS || 700);

describe('listOrganizationRoles agrees with the reference algorithm', () => {
  test('for random organizations, users and links, also where the search begins with the user', async () => {
    expect(graphCount).toBeGreaterThan(0);
    const property = fc.asyncProperty(graphs, async (graph) => {
      await store(graph);
      for (const username of usernames) {
        const parameters = [database.db, graph.organizations, username] as const;
        const found = await listOrganizationRoles(...parameters);
        const expected = graph.organizations.map((id): [string, Roles] => [
          id,
          { isOwner: isOwner(graph, id, username), isMember: isMember(graph, id, username) },
        ]);
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
        expect(await listOrganizationRoles(...parameters, -1_000)).toEqual(found);
      }
    });
    await fc.assert(property, { numRuns: graphCount });
  }, 300_000);

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

/** Parses `aaa:owner:ann` and `aaa<orgowner<bbb` (`+` at the end: includes suborganizations of `bbb`). */
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

describe('the role of a user in an organization', () => {
  const cases: readonly [rule: string, statements: string[], globalid: string, roles: Roles][] = [
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

  test.each(cases)('%s', async (_rule, statements, globalid, roles) => {
    const graph = graphOf(...statements);
    await store(graph);
    expect(await rolesOf(globalid, 'ann')).toEqual(roles);
    expect({ isOwner: isOwner(graph, globalid, 'ann'), isMember: isMember(graph, globalid, 'ann') }).toEqual(
      roles,
    );
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
