import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Operation } from '../http/api.ts';
import type { Backend } from '../http/backend.ts';
import type { VisitParts } from '../pages/visit.ts';
import type { NoticeParts } from '../users/notices/tell-user.ts';

/** What the pages of the consent are built from. */
export interface ConsentParts extends VisitParts {
  readonly db: Kysely<Database>;
  readonly messages: NoticeParts['messages'];
  /** How long authorization codes live. */
  readonly codeSeconds: number;
  /** The operations of the API and its rules: what a person adds here is added the same way there. */
  readonly operations: ReadonlyMap<string, Operation>;
  readonly backend: Pick<Backend, 'checkRequest'>;
}
