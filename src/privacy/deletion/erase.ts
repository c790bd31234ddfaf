import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { pseudonymizeEvents } from '../../audit/queries.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { systemActor } from '../../base/actor.ts';
import type { Logger } from '../../base/log.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { periodicJob } from '../../jobs/periodic.ts';
import { deleteInvitationsOf } from '../../organizations/invitations/queries.ts';
import { deleteMessagesOf } from '../../outbox/queries.ts';
import type { Database } from '../../schema.ts';
import { tellDeletion } from './notices.ts';
import { deleteUser, listDueDeletions, takeDueDeletion } from './queries.ts';
import type { DeletionDependencies } from './request.ts';

const batchSize = 100;

/** Erases every ten minutes what is due, on one server at a time. */
export function erasureJob(deps: DeletionDependencies & { readonly log: Logger }) {
  return periodicJob(deps.db, {
    name: 'erasure',
    everyMilliseconds: 600_000,
    async run(now) {
      const erased = await eraseDueAccounts(deps, now);
      if (erased > 0) deps.log.info({ erased }, 'accounts erased');
    },
  });
}

/**
 * Erases the accounts whose days of grace are over, each by itself.
 * @returns how many were erased
 */
export async function eraseDueAccounts(
  deps: DeletionDependencies & { readonly log: Logger },
  now: Date,
): Promise<number> {
  let erased = 0;
  for (const username of await listDueDeletions(deps.db, now, batchSize)) {
    try {
      if (await inTransaction(deps.db, (trx) => erase(deps, trx, username, now))) erased += 1;
    } catch (error) {
      deps.log.error({ err: error }, 'an account could not be erased');
    }
  }
  return erased;
}

/** The mail goes out under no account: its row would be the last to name one. */
async function erase(
  { messages, publicUrl }: DeletionDependencies,
  trx: Transaction<Database>,
  username: string,
  now: Date,
): Promise<boolean> {
  if (!(await takeDueDeletion(trx, username, now))) return false;
  await deleteMessagesOf(trx, username);
  await tellDeletion(messages, trx, { kind: 'done', username, at: now, link: publicUrl });
  await deleteInvitationsOf(trx, username);
  await deleteUser(trx, username);
  await pseudonymizeEvents(trx, username, `deleted-${randomUUID()}`);
  await recordEvent(trx, systemActor(now), 'account.deleted', { username });
  return true;
}
