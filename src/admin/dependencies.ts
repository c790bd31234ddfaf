import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';
import type { PageDependencies } from '../ui/page-request.ts';

/** What the pages of operators are built from. */
export interface AdminDependencies extends PageDependencies {
  readonly db: Kysely<Database>;
}
