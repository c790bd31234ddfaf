import type { Kysely } from 'kysely';
import type { Config } from '../config.ts';
import type { Passwords } from '../crypto/passwords.ts';
import type { Database } from '../db/database.ts';
import type { QueueMail } from '../outside/message-queue.ts';
import type { Visit, VisitParts } from '../pages/visit.ts';
import { countAttempts } from '../security/limits.ts';
import { readIdentifier } from '../sign-in/identifier.ts';
import { findAccount, type SignInAccount } from '../sign-in/queries.ts';
import type { PasswordRules } from '../users/password-rules.ts';

/** What recovery is built from. */
export interface RecoveryParts extends VisitParts {
  readonly db: Kysely<Database>;
  readonly config: Pick<Config, 'tellsRecoveryCodes'>;
  readonly passwords: Passwords;
  readonly passwordRules: PasswordRules;
  readonly queueMail: QueueMail;
}

/**
 * The account that somebody typed the name of. What is counted, and the work of a hash, are the same whether there is
 * one or not.
 * @returns undefined also for one that is locked or about to be erased
 * @throws TooManyRequests
 */
export async function findRecoveredAccount(
  { db, passwords }: RecoveryParts,
  { now, network }: Visit,
  typed: string,
): Promise<SignInAccount | undefined> {
  const identifier = readIdentifier(typed);
  await countAttempts(db, now, [
    ['recoveriesOfIdentifier', identifier.username],
    ['recoveriesFromNetwork', network],
  ]);
  const account = await findAccount(db, identifier);
  await passwords.verify('', undefined);
  return account?.is_closed ? undefined : account;
}
