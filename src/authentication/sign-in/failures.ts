import type { Transaction } from 'kysely';
import type { AuditEvents, Factor } from '../../audit/events.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { SignInDependencies } from '../../portal/sign-in/dependencies.ts';
import type { Database } from '../../schema.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import type { NoticeDependencies } from '../../users/notices/tell-user.ts';
import type { PendingLogin } from './complete.ts';
import { tellFailures } from './notices.ts';

export interface PasswordFailure {
  /** What was typed, or the username it means. */
  readonly name: string;
  /** Undefined when nobody has the name. */
  readonly account: { readonly username: string; readonly is_closed: boolean } | undefined;
  /** Whether no more attempts are allowed for now. */
  readonly isLast: boolean;
}

/**
 * Records a wrong password, or a name that nobody has, and warns the owner of the account when it was the last attempt
 * for now. The statements are the same for both, but for the mails themselves.
 */
export async function recordPasswordFailure(
  deps: NoticeDependencies,
  trx: Transaction<Database>,
  now: Date,
  source: Actor,
  { name, account, isLast }: PasswordFailure,
): Promise<void> {
  const fields = { reason: reasonOf(isLast, account), ...(account && { username: account.username }) };
  await recordEvent(trx, source, 'signin.failed', fields);
  if (isLast) await tellFailures(deps, trx, { username: name, kind: 'password' }, now);
}

function reasonOf(
  isLast: boolean,
  account: PasswordFailure['account'],
): AuditEvents['signin.failed']['reason'] {
  if (isLast) return 'limit';
  return account?.is_closed ? 'disabled' : 'password';
}

/** Records a second factor that was not proved, and warns the owner of the account when it was the last attempt. */
export function recordFactorFailure(
  deps: SignInDependencies,
  page: PageRequest,
  session: Pick<PendingLogin, 'session_id' | 'username' | 'client_id'>,
  failure: { readonly factor: Factor; readonly reason: AuditEvents['factor.failed']['reason'] },
): Promise<void> {
  const { now } = page;
  const { username } = session;
  return inTransaction(deps.db, async (trx) => {
    await recordEvent(trx, actorOfPage(page, session), 'factor.failed', { username, ...failure });
    if (failure.reason === 'limit') await tellFailures(deps, trx, { username, kind: 'factor' }, now);
  });
}
