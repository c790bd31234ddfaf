import type { Kysely, Transaction } from 'kysely';
import type { PasswordChange } from '../../../generated/types.ts';
import type { CallContext } from '../../api/call-context.ts';
import { actorOfCall } from '../../api/call-context.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Clock } from '../../base/clock.ts';
import { Unprocessable } from '../../base/errors.ts';
import type { Passwords } from '../../crypto/passwords.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { QueueMail } from '../../outbox/message-queue.ts';
import { countAttempts, forgetAttempts, isLastAttempt, passwordCounts } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import { deleteSessions } from '../../sessions/queries.ts';
import { tellFactorChange } from '../../users/notices/security-changes.ts';
import type { NoticeDependencies } from '../../users/notices/tell-user.ts';
import { findPassword, updatePasswordHash } from '../../users/queries.ts';
import type { UserPasswordRow } from '../../users/tables.ts';
import { recordPasswordFailure } from '../sign-in/failures.ts';
import { findKnownWords } from './known-words.ts';
import { maximumPasswordLength, type PasswordProblem, type PasswordRules } from './rules.ts';

export interface UsersDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly passwords: Passwords;
  readonly passwordRules: PasswordRules;
  readonly publicUrl: string;
  readonly queueMail: QueueMail;
}

/**
 * Operation UpdatePassword. Hashing takes long, so all of it is outside the transaction; the version tells whether the
 * password changed meanwhile.
 * @throws Unprocessable `incorrect_password`, `invalid_password`; TooManyRequests
 */
export async function changePassword(
  deps: UsersDependencies,
  username: string,
  { currentpassword, newpassword }: PasswordChange,
  context: CallContext,
): Promise<void> {
  const { db, clock, passwords } = deps;
  const counts = passwordCounts(username, context.network());
  const standings = await countAttempts(db, clock.now(), counts.all);
  const stored = await findPassword(db, username);
  const { matches } = await passwords.verify(currentpassword, stored?.password_hash);
  if (!stored || !matches) {
    await recordWrongPassword(deps, username, isLastAttempt(standings, counts.account), context);
    throw new Unprocessable('incorrect_password');
  }
  await forgetAttempts(db, counts.account);
  await checkNewPassword(deps, username, newpassword);
  const hash = await passwords.hash(newpassword);
  await inTransaction(db, async (trx) => {
    const hadSessions = await replacePassword(trx, stored, hash, clock.now(), sessionOf(context));
    const now = clock.now();
    const source = actorOfCall(context, now);
    await recordEvent(trx, source, 'password.changed', { username });
    if (hadSessions) await recordEvent(trx, source, 'session.ended', { username, sessions: 'all' });
    await tellFactorChange(noticesOf(deps), trx, username, 'passwordChanged', now);
  });
}

/** Whoever has a token can guess here as well as at the sign-in. */
function recordWrongPassword(
  deps: UsersDependencies,
  username: string,
  isLast: boolean,
  context: CallContext,
): Promise<void> {
  const failure = { name: username, account: { username, is_closed: false }, isLast };
  const now = deps.clock.now();
  return inTransaction(deps.db, (trx) =>
    recordPasswordFailure(noticesOf(deps), trx, now, actorOfCall(context, now), failure),
  );
}

function noticesOf({ queueMail, publicUrl }: UsersDependencies): NoticeDependencies {
  return { messages: { queueMail }, publicUrl };
}

async function checkNewPassword(
  { db, passwordRules }: UsersDependencies,
  username: string,
  password: string,
): Promise<void> {
  const problem = await passwordRules.findProblem(password, await findKnownWords(db, username));
  if (!problem) return;
  throw new Unprocessable('invalid_password', {
    description: describe(problem, passwordRules.minimumLength),
  });
}

function describe(problem: PasswordProblem, minimum: number): string {
  const length = `A password has ${minimum} to ${maximumPasswordLength} characters.`;
  const descriptions: Readonly<Record<PasswordProblem, string>> = {
    tooShort: length,
    tooLong: length,
    common: 'Many people use this password.',
    personal: 'This password is little more than what others know about the user.',
    leaked: 'This password is known from a leak of another site.',
  };
  return descriptions[problem];
}

/** The browser in which the password is changed, which stays signed in. */
function sessionOf({ caller }: CallContext): string | undefined {
  return caller?.basis === 'session' ? caller.sessionId : undefined;
}

/** @returns whether it ended sessions */
async function replacePassword(
  trx: Transaction<Database>,
  stored: UserPasswordRow,
  hash: string,
  now: Date,
  ownSession: string | undefined,
): Promise<boolean> {
  if (!(await updatePasswordHash(trx, stored, hash, now))) throw new Unprocessable('incorrect_password');
  return deleteSessions(trx, stored.username, ownSession);
}
