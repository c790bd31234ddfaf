import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import type { NoticeDependencies } from '../../users/notices/notify-user.ts';
import { notifyFactorChange } from '../../users/notices/security-changes.ts';
import { lockUser } from '../../users/queries.ts';
import { hashOfRecoveryCode, newRecoveryCodes } from './codes.ts';
import { replaceRecoveryCodes } from './queries.ts';

export interface RecoveryCodeDependencies extends NoticeDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
}

/** Replaces the recovery codes of a user with ten new ones. @returns the codes, which are not shown again */
export function createRecoveryCodes(
  deps: RecoveryCodeDependencies,
  actor: Actor,
  username: string,
): Promise<readonly string[]> {
  return inTransaction(deps.db, async (trx) => {
    await lockUser(trx, username);
    const codes = await storeRecoveryCodes(trx, deps.sealing, username, actor.now);
    await recordEvent(trx, actor, 'recovery_codes.made', { username });
    await notifyFactorChange(deps, trx, username, 'recoveryCodesMade', actor.now);
    return codes;
  });
}

/** @param trx must hold the lock on the user, unless the user cannot change concurrently */
export async function storeRecoveryCodes(
  trx: Transaction<Database>,
  sealing: Sealing,
  username: string,
  now: Date,
): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  const hashes = codes.map((code) => hashOfRecoveryCode(sealing, username, code));
  await replaceRecoveryCodes(trx, username, hashes, now);
  return codes;
}
