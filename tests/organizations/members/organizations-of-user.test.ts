import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  listOrganizationRoles,
  listOrganizationsOfUser,
} from '../../../src/organizations/members/role-queries.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { graphs, ids, storeForest, storeGraph, usernames } from './membership-graphs.ts';
import { type Graph, isMember, isOwner } from './membership-model.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await storeForest(database.db);
});

afterAll(() => database.close());

/** Computed by the model, organization by organization. */
function expectedOf(graph: Graph, username: string) {
  return [...ids].sort().flatMap((globalid) => {
    const owns = isOwner(graph, globalid, username);
    return owns || isMember(graph, globalid, username) ? [{ globalid, isOwner: owns }] : [];
  });
}

describe('the organizations of a user', () => {
  test('are those of the reference algorithm, for random organizations, users and links', async () => {
    const property = fc.asyncProperty(graphs, async (graph) => {
      await storeGraph(database.db, graph);
      for (const username of usernames) {
        expect(await listOrganizationsOfUser(database.db, username)).toEqual(expectedOf(graph, username));
      }
    });
    await fc.assert(property, { numRuns: 200 });
  }, 120_000);

  test('are those to which an access check would let the user, in the same role', async () => {
    const property = fc.asyncProperty(graphs, async (graph) => {
      await storeGraph(database.db, graph);
      const roles = await listOrganizationRoles(database.db, ids, 'ann');
      const checked = [...roles].filter(([, role]) => role.isOwner || role.isMember);
      const listed = await listOrganizationsOfUser(database.db, 'ann');
      expect(new Map(listed.map((row) => [row.globalid, row.isOwner]))).toEqual(
        new Map(checked.map(([globalid, role]) => [globalid, role.isOwner])),
      );
    });
    await fc.assert(property, { numRuns: 80 });
  }, 120_000);

  test('are listed parents first, each once, although reached in several ways', async () => {
    const links = [
      { globalid: 'axb', linked: 'aaa', role: 'orgmember', includes: true },
      { globalid: 'axb', linked: 'aaa.b', role: 'orgowner', includes: false },
    ] as const;
    const people = [
      { globalid: 'aaa', username: 'ann', role: 'member' },
      { globalid: 'aaa.b', username: 'ann', role: 'member' },
    ] as const;
    await storeGraph(database.db, { people, links });
    expect(await listOrganizationsOfUser(database.db, 'ann')).toEqual([
      { globalid: 'aaa', isOwner: false },
      { globalid: 'aaa.b', isOwner: false },
      { globalid: 'aaa.b-c', isOwner: false },
      { globalid: 'aaa.b.c', isOwner: false },
      { globalid: 'aaa.b.c.d', isOwner: false },
      { globalid: 'aaa.bc', isOwner: false },
      { globalid: 'axb', isOwner: true },
    ]);
  });

  test('cost one statement', async () => {
    const count = await database.countStatements(() => listOrganizationsOfUser(database.db, 'ann'));
    expect(count).toBe(1);
  });
});
