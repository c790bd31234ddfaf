import type { Kysely } from 'kysely';
import { recordEvent } from '../audit/record-event.ts';
import type { Actor } from '../base/actor.ts';
import { Conflict, NotFound } from '../base/errors.ts';
import { inTransaction } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { lockUser } from '../users/queries.ts';
import { deleteOperator, insertOperator } from './queries.ts';

interface OperatorDependencies {
  readonly db: Kysely<Database>;
}

/**
 * Makes a user an operator, who may use the pages below `/admin`.
 * @throws NotFound `user_not_found`, also for a closed account; Conflict `operator_exists`
 */
export function addOperator({ db }: OperatorDependencies, actor: Actor, username: string): Promise<void> {
  return inTransaction(db, async (trx) => {
    await lockUser(trx, username);
    if (!(await insertOperator(trx, { username, addedAt: actor.now }))) throw new Conflict('operator_exists');
    await recordEvent(trx, actor, 'operator.added', { username });
  });
}

/** Removes the role. It takes effect on the user's next request. @throws NotFound `operator_not_found` */
export function removeOperator({ db }: OperatorDependencies, actor: Actor, username: string): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await deleteOperator(trx, username))) throw new NotFound('operator_not_found');
    await recordEvent(trx, actor, 'operator.removed', { username });
  });
}
