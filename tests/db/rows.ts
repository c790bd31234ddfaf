import { createHash } from 'node:crypto';
import type { Insertable, Kysely } from 'kysely';
import type { OrganizationTable } from '../../src/organizations/tables.ts';
import type { Database } from '../../src/schema.ts';
import type { UserTable } from '../../src/users/tables.ts';

/** For tests in which the time does not matter. */
export const someTime = new Date('2025-01-01T12:00:00.000Z');

/** 32 bytes instead of a hash. */
export function someHash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** A user with nothing but a name, which is reserved too. */
export async function insertUserRow(
  db: Kysely<Database>,
  username: string,
  row: Partial<Insertable<UserTable>> = {},
): Promise<void> {
  await db
    .insertInto('reserved_names')
    .values({ name: username, kind: 'user', reserved_at: someTime })
    .execute();
  const names = { first_name: 'Ann', last_name: 'Example' };
  await db
    .insertInto('users')
    .values({ ...names, created_at: someTime, ...row, username })
    .execute();
}

/** An organization with nothing but an id; its parent must exist. */
export async function insertOrganizationRow(
  db: Kysely<Database>,
  globalid: string,
  row: Partial<Insertable<OrganizationTable>> = {},
): Promise<void> {
  const name = { name: globalid, kind: 'organization' as const, reserved_at: someTime };
  await db.insertInto('reserved_names').values(name).execute();
  await db
    .insertInto('organizations')
    .values({ created_at: someTime, ...row, globalid })
    .execute();
}
