import type { Kysely } from 'kysely';
import type { LostFactorDependencies } from '../authentication/lost-factors/acts.ts';
import type { Config } from '../base/config.ts';
import type { DatabaseHandle } from '../db/connection.ts';
import type { MessageQueue } from '../outbox/message-queue.ts';
import type { DeletionRequestDependencies } from '../privacy/deletion/acts.ts';
import type { Database } from '../schema.ts';
import type { PageDependencies } from '../ui/page-request.ts';

/** What the operators' pages depend on. */
export interface AdminDependencies
  extends PageDependencies,
    DeletionRequestDependencies,
    LostFactorDependencies {
  readonly config: Config;
  readonly db: Kysely<Database>;
  readonly database: Pick<DatabaseHandle, 'db' | 'kind'>;
  readonly messages: MessageQueue;
}
