import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { hasPasskey } from '../users/passkeys/queries.ts';
import { countRecoveryCodes } from '../users/recovery-codes/queries.ts';
import { findSecondFactors } from '../users/two-factor/queries.ts';

/** The ways in which a user can prove a second factor. */
export interface Methods {
  readonly hasApp: boolean;
  readonly hasPasskey: boolean;
  /** Validated ones. */
  readonly numbers: readonly { readonly label: string; readonly phone_number: string }[];
  readonly recoveryCodes: number;
}

export async function findMethods(db: Kysely<Database>, username: string): Promise<Methods> {
  const factors = await findSecondFactors(db, username);
  return {
    hasApp: factors?.has_totp ?? false,
    hasPasskey: await hasPasskey(db, username),
    numbers: factors?.phone_numbers ?? [],
    recoveryCodes: await countRecoveryCodes(db, username),
  };
}

/** Whether nothing is left by which the user could prove anything; recovery codes count. */
export function hasNoMethod({ hasApp, hasPasskey, numbers, recoveryCodes }: Methods): boolean {
  return !hasApp && !hasPasskey && numbers.length === 0 && recoveryCodes === 0;
}

/** The number for codes of a user who has one number and no application and no passkey. */
export async function onlyNumber(db: Kysely<Database>, username: string): Promise<string | undefined> {
  const { hasApp, hasPasskey, numbers } = await findMethods(db, username);
  const [number] = numbers;
  return !hasApp && !hasPasskey && numbers.length === 1 ? number?.phone_number : undefined;
}
