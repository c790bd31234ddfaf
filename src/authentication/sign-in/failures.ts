import type { Kysely, Transaction } from 'kysely';
import type { AuditEvents, Factor } from '../../audit/events.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import type { NoticeDependencies } from '../../users/notices/notify-user.ts';
import { notifyFailures } from './notices.ts';

export interface PasswordFailure {
  /** The name as typed, or the username that it stands for. */
  readonly name: string;
  /** Undefined when no account has the name. */
  readonly account: { readonly username: string; readonly isClosed: boolean } | undefined;
  /** Whether no more attempts are allowed for now. */
  readonly isLast: boolean;
}

/**
 * Records a wrong password or an unknown name. If it was the last attempt for now, warns the owner of the
 * account. Both cases run the same statements, except for the mails themselves.
 */
export async function recordPasswordFailure(
  deps: NoticeDependencies,
  trx: Transaction<Database>,
  actor: Actor,
  { name, account, isLast }: PasswordFailure,
): Promise<void> {
  const fields = { reason: reasonOf(isLast, account), ...(account && { username: account.username }) };
  await recordEvent(trx, actor, 'signin.failed', fields);
  if (isLast) await notifyFailures(deps, trx, { username: name, kind: 'password' }, actor.now);
}

function reasonOf(
  isLast: boolean,
  account: PasswordFailure['account'],
): AuditEvents['signin.failed']['reason'] {
  if (isLast) return 'limit';
  return account?.isClosed ? 'disabled' : 'password';
}

export interface FactorFailure {
  readonly username: string;
  readonly factor: Factor;
  readonly reason: AuditEvents['factor.failed']['reason'];
}

/** Records a second factor that was refused. If it was the last attempt for now, warns the owner of the account. */
export function recordFactorFailure(
  deps: NoticeDependencies & { readonly db: Kysely<Database> },
  actor: Actor,
  { username, factor, reason }: FactorFailure,
): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    await recordEvent(trx, actor, 'factor.failed', { username, factor, reason });
    if (reason === 'limit') await notifyFailures(deps, trx, { username, kind: 'factor' }, actor.now);
  });
}
