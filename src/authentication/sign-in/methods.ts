import type { Kysely } from 'kysely';
import type { Factor } from '../../audit/events.ts';
import type { Database } from '../../schema.ts';
import { findSecondFactors } from '../authenticator/queries.ts';
import { hasPasskey } from '../passkeys/queries.ts';
import { countRecoveryCodes } from '../recovery-codes/queries.ts';

/** The ways in which a user can prove a second factor. */
export interface Methods {
  readonly hasApp: boolean;
  readonly hasPasskey: boolean;
  /** Validated ones. */
  readonly numbers: readonly { readonly label: string; readonly phone_number: string }[];
  readonly recoveryCodes: number;
}

/** A way as the form of choice and the memory of a browser name it: text messages by the label of their number. */
export type Method = 'totp' | 'passkey' | 'recoveryCode' | `sms:${string}`;

export function smsMethod(label: string): Method {
  return `sms:${label}`;
}

/** By what a factor was proved, if it is worth suggesting the next time, which recovery codes are not. */
export async function methodOf(
  db: Kysely<Database>,
  username: string,
  { factor, phoneNumber }: { readonly factor: Factor; readonly phoneNumber?: string },
): Promise<Method | undefined> {
  if (factor === 'recoveryCode') return undefined;
  if (factor !== 'sms') return factor;
  const { numbers } = await findMethods(db, username);
  const used = numbers.find(({ phone_number }) => phone_number === phoneNumber);
  return used && smsMethod(used.label);
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
