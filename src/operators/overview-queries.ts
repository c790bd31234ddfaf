import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** The totals on the operators' overview page. */
export interface OverviewCounts {
  readonly users: number;
  /** Accounts locked by an operator; those waiting to be erased do not count. */
  readonly locked: number;
  readonly organizations: number;
  readonly operators: number;
}

/** Counts everything in one statement. */
export async function countOverview(db: Kysely<Database>): Promise<OverviewCounts> {
  const { rows } = await sql<OverviewCounts>`
    select
      (select count(*)::int from users) as users,
      (select count(*)::int from users u where u.locked_at is not null
        and not exists (select from account_deletions d where d.username = u.username)) as locked,
      (select count(*)::int from organizations) as organizations,
      (select count(*)::int from operators) as operators`.execute(db);
  return rows[0] ?? { users: 0, locked: 0, organizations: 0, operators: 0 };
}
