import type { Kysely } from 'kysely';
import type { Factor } from '../../audit/events.ts';
import type { Database } from '../../schema.ts';
import type { SecondFactors } from '../authenticator/queries.ts';
import type { AuthenticationDependencies } from './dependencies.ts';
import { findUsableMethods } from './queries.ts';

/** The second factors a user can use. */
export interface Methods {
  readonly hasApp: boolean;
  readonly hasPasskey: boolean;
  /** Validated ones. */
  readonly numbers: SecondFactors['numbers'];
  readonly recoveryCodes: number;
}

/** A second factor as the form of choice and the memory of a browser name it: SMS by the label of their number. */
export type Method = 'totp' | 'passkey' | 'recoveryCode' | `sms:${string}`;

export function smsMethod(label: string): Method {
  return `sms:${label}`;
}

/** The factor that was used, if it is worth suggesting the next time, which recovery codes are not. */
export async function methodOf(
  db: Kysely<Database>,
  username: string,
  { factor, phoneNumber }: { readonly factor: Factor; readonly phoneNumber?: string },
): Promise<Method | undefined> {
  if (factor === 'recoveryCode') return undefined;
  if (factor !== 'sms') return factor;
  const { numbers } = await findMethods(db, username);
  const used = numbers.find((number) => number.phoneNumber === phoneNumber);
  return used && smsMethod(used.label);
}

/** One statement. */
export async function findMethods(db: Kysely<Database>, username: string): Promise<Methods> {
  return (
    (await findUsableMethods(db, username)) ?? {
      hasApp: false,
      hasPasskey: false,
      numbers: [],
      recoveryCodes: 0,
    }
  );
}

/** Whether the user has no second factor at all; recovery codes count. */
export function hasNoMethod({ hasApp, hasPasskey, numbers, recoveryCodes }: Methods): boolean {
  return !hasApp && !hasPasskey && numbers.length === 0 && recoveryCodes === 0;
}

/** The same without what cannot be sent. */
export function sendableOf(
  { channels }: Pick<AuthenticationDependencies['messages'], 'channels'>,
  methods: Methods,
): Methods {
  return channels.sms ? methods : { ...methods, numbers: [] };
}

/** The number for codes of a user who has one number, no authenticator and no passkey. */
export async function findOnlyNumber(
  { db, messages }: Pick<AuthenticationDependencies, 'db' | 'messages'>,
  username: string,
): Promise<string | undefined> {
  const { hasApp, hasPasskey, numbers } = sendableOf(messages, await findMethods(db, username));
  const [number] = numbers;
  return !hasApp && !hasPasskey && numbers.length === 1 ? number?.phoneNumber : undefined;
}
