import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';

/** A periodic job that one server has claimed. */
export interface ClaimedPeriodicJob {
  readonly name: string;
  readonly attempts: number;
  readonly claimedAt: Date;
  readonly claimedUntil: Date;
}

/** Claims a periodic job if it is due and not claimed by another server. A job that never ran is due at once. */
export async function claimPeriodicJob(
  db: Kysely<Database>,
  name: string,
  now: Date,
  until: Date,
): Promise<ClaimedPeriodicJob | undefined> {
  const row = await db
    .insertInto('periodic_jobs')
    .values({ name, available_at: now, claimed_until: until, attempts: 1 })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet((job) => ({ claimed_until: until, attempts: job('periodic_jobs.attempts', '+', 1) }))
        .where('periodic_jobs.available_at', '<=', now)
        .where((job) =>
          job.or([
            job('periodic_jobs.claimed_until', 'is', null),
            job('periodic_jobs.claimed_until', '<=', now),
          ]),
        ),
    )
    .returning('attempts')
    .executeTakeFirst();
  return row && { name, attempts: row.attempts, claimedAt: now, claimedUntil: until };
}

/** Releases a periodic job until it is due again, unless the lease has expired and another server has claimed it. */
export async function updatePeriodicJob(
  db: Kysely<Database>,
  { name, claimedUntil }: ClaimedPeriodicJob,
  { availableAt, attempts }: { readonly availableAt: Date; readonly attempts: number },
): Promise<void> {
  await db
    .updateTable('periodic_jobs')
    .set({ available_at: availableAt, attempts, claimed_until: null })
    .where('name', '=', name)
    .where('claimed_until', '=', claimedUntil)
    .execute();
}
