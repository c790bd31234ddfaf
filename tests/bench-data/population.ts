import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../src/schema.ts';

/** The size of a population, without what `landmarks.ts` adds. */
export interface Size {
  readonly users: number;
  readonly organizations: number;
}

export const seededAt = new Date('2024-05-06T07:08:09.123Z');
const farOff = new Date('2124-05-06T07:08:09.123Z');
const depth = 20;
const treeSize = 50;

/**
 * The globalid of a place in a tree, by number: the first 20 form a chain, all others branch off it.
 * @param root the tree's first globalid, an expression
 * @param place 0 for the root, an expression
 */
export function placeInTree(root: RawBuilder<unknown>, place: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`${root} || case when ${place} < ${depth}::int then repeat('.unit', (${place})::int)
    else repeat('.unit', ((${place} * 7) % ${depth - 1}::int)::int) || '.side' || ${place} end`;
}

export function userName(number: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`'user' || lpad((${number})::text, 7, '0')`;
}

export function organizationName(number: RawBuilder<unknown>): RawBuilder<string> {
  const root = sql`'tree' || lpad(((${number}) / ${treeSize}::int)::text, 5, '0')`;
  return placeInTree(root, sql`((${number}) % ${treeSize}::int)`);
}

/** The numbers from 0, as column `n` of table `t`. */
export function numbers(count: number): RawBuilder<unknown> {
  return sql`generate_series(0, ${Math.floor(count) - 1}::int) as t (n)`;
}

const n = sql`n`;

/** Fills the tables with users and organizations: the same rows for the same size, with all constraints checked. */
export async function populate(db: Kysely<Database>, size: Size): Promise<void> {
  const all = [
    ...people(size),
    ...organizations(size),
    ...invitations(size),
    ...sharing(size),
    ...contracts(size),
  ];
  for (const statement of all) await statement.execute(db);
}

function people({ users }: Size): RawBuilder<unknown>[] {
  const email = sql`${userName(n)} || '@mail.example'`;
  return [
    sql`insert into reserved_names (name, kind, reserved_at)
      select ${userName(n)}, 'user', ${seededAt}::timestamptz from ${numbers(users)}`,
    sql`insert into users (username, first_name, last_name, created_at)
      select ${userName(n)}, 'First', 'Last', ${seededAt}::timestamptz from ${numbers(users)}`,
    sql`insert into user_email_addresses (username, label, email_address, position, created_at)
      select ${userName(n)}, 'main', ${email}, 1, ${seededAt}::timestamptz from ${numbers(users)}`,
    sql`insert into validated_email_addresses (email_address, username, validated_at)
      select ${email}, ${userName(n)}, ${seededAt}::timestamptz from ${numbers(users)}`,
  ];
}

/**
 * Each has an owner, four members and a key; one in twenty has a link of either role, half of them including
 * suborganizations. With four times the links, most organizations would reach most others, and so would every access
 * check.
 */
function organizations({ users, organizations: count }: Size): RawBuilder<unknown>[] {
  const person = sql`(n * 37 + k * 1009 + 11) % ${users}::int`;
  const source = sql`n * 20 + n % 20`;
  const target = sql`((${source})::bigint * 7907 + 13) % ${count}::int`;
  return [
    sql`insert into reserved_names (name, kind, reserved_at)
      select ${organizationName(n)}, 'organization', ${seededAt}::timestamptz from ${numbers(count)}`,
    sql`insert into organizations (globalid, created_at)
      select ${organizationName(n)}, ${seededAt}::timestamptz from ${numbers(count)}`,
    sql`insert into organization_users (globalid, username, role, position, created_at)
      select ${organizationName(n)}, ${userName(person)}, case k when 0 then 'owner' else 'member' end, k + 1, ${seededAt}::timestamptz
      from ${numbers(count)}, generate_series(0, 4) as people (k)`,
    sql`insert into organization_links
        (globalid, linked_globalid, role, includes_suborganizations, position, created_at)
      select ${organizationName(source)}, ${organizationName(target)},
        case n % 2 when 0 then 'orgowner' else 'orgmember' end, n / 2 % 2 = 0, 1, ${seededAt}::timestamptz
      from ${numbers(count / 20)} where ${source} <> ${target}`,
    sql`insert into organization_api_keys (globalid, key_id, label, secret_hash, created_at)
      select ${organizationName(n)}, 'key', 'main', sha256(('key' || n)::bytea), ${seededAt}::timestamptz from ${numbers(count)}`,
    sql`insert into organization_required_scopes (globalid, scope, access_scopes, position, created_at)
      select ${organizationName(sql`n * 10`)}, 'user:name', array['organization:member'], 1, ${seededAt}::timestamptz
      from ${numbers(count / 10)}`,
  ];
}

/** Open invitations: of known and unknown users, and of organizations. */
function invitations({ users, organizations: count }: Size): RawBuilder<unknown>[] {
  return [
    sql`insert into organization_invitations
        (globalid, invitation_id, role, method, username, email_address, position, created_at)
      select ${organizationName(sql`n * 5`)}, 'person', 'member', case n % 2 when 0 then 'website' else 'email' end,
        case n % 2 when 0 then ${userName(sql`(n * 41) % ${users}::int`)} end,
        case n % 2 when 0 then '' else 'stranger' || n || '@mail.example' end, 1, ${seededAt}::timestamptz
      from ${numbers(count / 5)}`,
    sql`insert into organization_invitations
        (globalid, invitation_id, role, method, invited_globalid, position, created_at)
      select ${organizationName(sql`n * 20`)}, 'organization', 'orgmember', 'website',
        ${organizationName(sql`(n * 20 + 7) % ${count}::int`)}, 2, ${seededAt}::timestamptz
      from ${numbers(count / 20)}`,
  ];
}

/** Every second user shares the name with an organization, which holds a token for it. */
function sharing({ users, organizations: count }: Size): RawBuilder<unknown>[] {
  const [user, client] = [userName(sql`n * 2`), organizationName(sql`(n * 13) % ${count}::int`)];
  return [
    sql`insert into user_authorizations (username, granted_to, shares_name, created_at, updated_at)
      select ${user}, ${client}, true, ${seededAt}::timestamptz, ${seededAt}::timestamptz from ${numbers(users / 2)}`,
    sql`insert into access_tokens
        (token_hash, grant_id, username, client_id, granted_to, scopes, created_at, expires_at)
      select sha256(('token' || n)::bytea), 'grant' || n, ${user}, ${client}, ${client}, array['user:name'],
        ${seededAt}::timestamptz, ${farOff}::timestamptz
      from ${numbers(users / 2)}`,
  ];
}

/** One contract for twenty users, in force, between two of them; one of the two has signed. */
function contracts({ users }: Size): RawBuilder<unknown>[] {
  return [
    sql`insert into contracts (contract_id, content, contract_type, expires_at, created_at)
      select 'contract' || n, 'text', 'agreement', ${farOff}::timestamptz, ${seededAt}::timestamptz from ${numbers(users / 20)}`,
    sql`insert into contract_parties (contract_id, party_type, party_name, position)
      select 'contract' || n, 'user', ${userName(sql`n * 20 + k`)}, k + 1
      from ${numbers(users / 20)}, generate_series(0, 1) as parties (k)`,
    sql`insert into contract_signatures (contract_id, position, signed_by, signed_at, public_key, signature)
      select 'contract' || n, 1, ${userName(sql`n * 20`)}, ${seededAt}::timestamptz, 'key', 'signature'
      from ${numbers(users / 20)}`,
  ];
}
