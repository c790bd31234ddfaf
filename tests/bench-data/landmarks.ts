import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../src/schema.ts';
import { numbers, organizationName, placeInTree, type Size, seededAt, userName } from './population.ts';

/** Users who send requests. */
export const callers = [
  'direct-owner',
  'inherited-owner',
  'linked-owner',
  'stranger',
  'crowd-owner',
  'big-owner',
  'few-owner',
  'many-owner',
  'hub-member',
] as const;
export type Caller = (typeof callers)[number];

/** The organization at the end of a tree of depth 20. */
export const deepest = `deep${'.unit'.repeat(19)}`;
const crowdSize = 2000;
const bigSize = 2000;
const manySize = 1000;
const n = sql`n`;
const manyName = (number: RawBuilder<unknown>) => sql<string>`'many' || lpad((${number})::text, 4, '0')`;

/** Adds what requests are about. It is the same in every population, so that differences come from the population. */
export async function addLandmarks(db: Kysely<Database>, { organizations }: Size): Promise<void> {
  const all = [
    ...callers.flatMap(person),
    ...deep(),
    ...crowd(),
    ...big(),
    ...few(organizations),
    ...many(organizations),
    ...wide(),
  ];
  for (const statement of all) await statement.execute(db);
}

function person(name: string): RawBuilder<unknown>[] {
  return [
    sql`insert into reserved_names (name, kind, reserved_at) values (${name}, 'user', ${seededAt}::timestamptz)`,
    sql`insert into users (username, first_name, last_name, created_at) values (${name}, 'First', 'Last', ${seededAt}::timestamptz)`,
  ];
}

/** @param names a query for their globalids */
function organizationsNamed(names: RawBuilder<unknown>): RawBuilder<unknown>[] {
  return [
    sql`insert into reserved_names (name, kind, reserved_at)
      select globalid, 'organization', ${seededAt}::timestamptz from (${names}) as t (globalid)`,
    sql`insert into organizations (globalid, created_at) select globalid, ${seededAt}::timestamptz from (${names}) as t (globalid)`,
  ];
}

function member(globalid: RawBuilder<unknown>, name: Caller, role: 'owner' | 'member'): RawBuilder<unknown> {
  return sql`insert into organization_users (globalid, username, role, position, created_at)
    values (${globalid}, ${name}, ${role}, 100000, ${seededAt}::timestamptz)`;
}

/** Owned at its end, at its root, and halfway by an organization below a linked one; not by the stranger. */
function deep(): RawBuilder<unknown>[] {
  return [
    ...organizationsNamed(sql`select ${placeInTree(sql`'deep'`, n)} from ${numbers(20)}`),
    ...organizationsNamed(sql`values ('partner'), ('partner.team'), ('elsewhere')`),
    member(sql`'elsewhere'`, 'stranger', 'owner'),
    member(sql`${deepest}`, 'direct-owner', 'owner'),
    member(sql`'deep'`, 'inherited-owner', 'owner'),
    member(sql`'partner.team'`, 'linked-owner', 'owner'),
    sql`insert into organization_links
        (globalid, linked_globalid, role, includes_suborganizations, position, created_at)
      select ${placeInTree(sql`'deep'`, sql`9`)}, 'partner', 'orgowner', true, 1, ${seededAt}::timestamptz`,
  ];
}

/** Half of its members share the scope that it requires. */
function crowd(): RawBuilder<unknown>[] {
  return [
    ...organizationsNamed(sql`values ('crowd')`),
    member(sql`'crowd'`, 'crowd-owner', 'owner'),
    sql`insert into organization_users (globalid, username, role, position, created_at)
      select 'crowd', ${userName(n)}, 'member', n + 1, ${seededAt}::timestamptz from ${numbers(crowdSize)}`,
    sql`insert into organization_required_scopes (globalid, scope, access_scopes, position, created_at)
      values ('crowd', 'user:name', array['organization:member'], 1, ${seededAt}::timestamptz)`,
    sql`insert into user_authorizations (username, granted_to, shares_name, created_at, updated_at)
      select ${userName(n)}, 'crowd', true, ${seededAt}::timestamptz, ${seededAt}::timestamptz from ${numbers(crowdSize / 2)}`,
  ];
}

function big(): RawBuilder<unknown>[] {
  return [
    ...organizationsNamed(sql`select ${placeInTree(sql`'big'`, n)} from ${numbers(bigSize)}`),
    member(sql`'big'`, 'big-owner', 'owner'),
  ];
}

/** A user of few organizations: owner of one, member in two others' trees. */
function few(count: number): RawBuilder<unknown>[] {
  return [
    ...organizationsNamed(sql`values ('few')`),
    member(sql`'few'`, 'few-owner', 'owner'),
    member(organizationName(sql`19`), 'few-owner', 'member'),
    member(organizationName(sql`${count - 1}::int`), 'few-owner', 'member'),
    ...invited('few-owner', 2),
  ];
}

/** A user who owns as many organizations as allowed; a hundred of them are invited by others. */
function many(count: number): RawBuilder<unknown>[] {
  return [
    ...organizationsNamed(sql`select ${manyName(n)} from ${numbers(manySize)}`),
    sql`insert into organization_users (globalid, username, role, position, created_at)
      select ${manyName(n)}, 'many-owner', 'owner', 1, ${seededAt}::timestamptz from ${numbers(manySize)}`,
    sql`insert into organization_invitations
        (globalid, invitation_id, role, method, invited_globalid, position, created_at)
      select ${organizationName(sql`(n * 3 + 1) % ${count}::int`)}, 'many' || n, 'orgmember', 'website', ${manyName(n)}, 9,
        ${seededAt}::timestamptz
      from ${numbers(100)}`,
    ...invited('many-owner', 50),
  ];
}

function invited(name: Caller, count: number): RawBuilder<unknown>[] {
  return [
    sql`insert into organization_invitations
        (globalid, invitation_id, role, method, username, position, created_at)
      select ${organizationName(n)}, ${name}::text, 'owner', 'website', ${name}::text, 8, ${seededAt}::timestamptz from ${numbers(count)}`,
  ];
}

/** An organization with a thousand orgmembers, and one that is an orgmember of a thousand. */
function wide(): RawBuilder<unknown>[] {
  const link = (from: RawBuilder<unknown>, to: RawBuilder<unknown>) =>
    sql`insert into organization_links
        (globalid, linked_globalid, role, includes_suborganizations, position, created_at)
      select ${from}, ${to}, 'orgmember', n % 2 = 0, n + 1, ${seededAt}::timestamptz from ${numbers(manySize)}`;
  return [
    ...organizationsNamed(sql`values ('wide'), ('hub')`),
    member(sql`'hub'`, 'hub-member', 'member'),
    link(sql`'wide'`, manyName(n)),
    link(manyName(n), sql`'hub'`),
  ];
}
