import type { Kysely } from 'kysely';
import type { Backend } from '../../api/backend.ts';
import type { Operation } from '../../api/pipeline.ts';
import type { Database } from '../../schema.ts';
import type { PageDependencies } from '../../ui/page-request.ts';
import type { NoticeDependencies } from '../../users/notices/tell-user.ts';

/** What the pages of the consent are built from. */
export interface ConsentDependencies extends PageDependencies {
  readonly db: Kysely<Database>;
  readonly messages: NoticeDependencies['messages'];
  /** How long authorization codes live. */
  readonly codeSeconds: number;
  /** The operations of the API and its rules: what a person adds here is added the same way there. */
  readonly operations: ReadonlyMap<string, Operation>;
  readonly backend: Pick<Backend, 'checkRequest'>;
}
