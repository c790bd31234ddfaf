import fc from 'fast-check';
import type { Kysely } from 'kysely';
import type { Database } from '../../../src/schema.ts';
import { someTime } from '../../support/organizations.ts';
import type { Graph, Link, Person } from './membership-model.ts';

export const usernames = ['ann', 'ben', 'cas'] as const;

/** Ids around the dot in byte order, which a careless comparison takes for each other's descendants. */
export const ids = [
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

/** Stores the users and the organizations of all graphs. */
export async function storeForest(db: Kysely<Database>): Promise<void> {
  const names = [
    ...ids.map((name) => ({ name, kind: 'organization' as const, reserved_at: someTime })),
    ...usernames.map((name) => ({ name, kind: 'user' as const, reserved_at: someTime })),
  ];
  await db.insertInto('reserved_names').values(names).execute();
  const people = usernames.map((username) => ({ username, first_name: 'A', last_name: 'B' }));
  await db
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
  await db.insertInto('organizations').values(organizations).execute();
}

/** Replaces memberships and links; the organizations are always the same. */
export async function storeGraph(
  db: Kysely<Database>,
  { people, links }: Pick<Graph, 'people' | 'links'>,
): Promise<void> {
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

const globalid = fc.constantFrom(...ids);

/** Direct owners and members. */
const people: fc.Arbitrary<Person[]> = fc.uniqueArray(
  fc.record({
    globalid,
    username: fc.constantFrom(...usernames),
    role: fc.constantFrom('owner' as const, 'member' as const),
  }),
  { maxLength: 6, selector: (person) => `${person.globalid}/${person.username}` },
);

/** Many links between a few organizations, so that chains and cycles are common. */
const links: fc.Arbitrary<Link[]> = fc.uniqueArray(globalid, { minLength: 2, maxLength: 6 }).chain((few) => {
  const one = fc.constantFrom(...few);
  const role = fc.constantFrom('orgowner' as const, 'orgmember' as const);
  const link = fc.record({ globalid: one, linked: one, role, includes: fc.boolean() });
  return fc
    .uniqueArray(link, { maxLength: 10, selector: (entry) => `${entry.globalid}/${entry.linked}` })
    .map((all) => all.filter((entry) => entry.globalid !== entry.linked));
});

export const graphs: fc.Arbitrary<Graph> = fc.record({ organizations: fc.constant(ids), people, links });
