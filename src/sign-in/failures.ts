import type { Factor } from '../audit/events.ts';
import { recordEvent, sourceOfVisit } from '../audit/record-event.ts';
import { inTransaction } from '../db/pg-errors.ts';
import type { Visit } from '../pages/visit.ts';
import type { PendingLogin } from './complete.ts';
import type { SignInParts } from './parts.ts';

/** A wrong password, or a name that nobody has: the same statements for both. */
export function recordPasswordFailure(
  { db }: SignInParts,
  visit: Visit,
  username: string | undefined,
): Promise<void> {
  const fields = { reason: 'password', ...(username !== undefined && { username }) } as const;
  return inTransaction(db, (trx) =>
    recordEvent(trx, visit.now, sourceOfVisit(visit), 'signin.failed', fields),
  );
}

/** A second factor that was not proved. */
export function recordFactorFailure(
  { db }: SignInParts,
  visit: Visit,
  pending: PendingLogin,
  factor: Factor,
): Promise<void> {
  const fields = { username: pending.username, factor, reason: 'wrong' } as const;
  return inTransaction(db, (trx) =>
    recordEvent(trx, visit.now, sourceOfVisit(visit, pending), 'factor.failed', fields),
  );
}
