import type { Kysely } from 'kysely';
import type { Factor } from '../../audit/events.ts';
import type { Database } from '../../schema.ts';
import type { SecondFactors } from '../authenticator/queries.ts';
import type { AuthenticationDependencies } from './dependencies.ts';
import { findUsableMethods } from './queries.ts';

/** The second factors that a user has. */
export interface Methods {
  readonly hasApp: boolean;
  readonly hasPasskey: boolean;
  /** Only validated ones. */
  readonly numbers: SecondFactors['numbers'];
  readonly recoveryCodes: number;
}

/**
 * A second factor, as named in the selection form and as remembered for a browser. SMS is named by the label
 * of its number.
 */
export type Method = 'totp' | 'passkey' | 'recoveryCode' | `sms:${string}`;

export function smsMethod(label: string): Method {
  return `sms:${label}`;
}

/** The method that was used, if it is worth suggesting next time; recovery codes are not. */
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

/** Runs one statement. A user who does not exist has no methods. */
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

/** Whether the user has no second factor at all. Recovery codes count as one. */
export function hasNoMethod({ hasApp, hasPasskey, numbers, recoveryCodes }: Methods): boolean {
  return !hasApp && !hasPasskey && numbers.length === 0 && recoveryCodes === 0;
}

/** Leaves out methods whose messages cannot be sent. */
export function sendableOf(
  { channels }: Pick<AuthenticationDependencies['messages'], 'channels'>,
  methods: Methods,
): Methods {
  return channels.sms ? methods : { ...methods, numbers: [] };
}

/** The phone number of a user whose only second factor is this number (apart from recovery codes). */
export async function findOnlyNumber(
  { db, messages }: Pick<AuthenticationDependencies, 'db' | 'messages'>,
  username: string,
): Promise<string | undefined> {
  const { hasApp, hasPasskey, numbers } = sendableOf(messages, await findMethods(db, username));
  const [number] = numbers;
  return !hasApp && !hasPasskey && numbers.length === 1 ? number?.phoneNumber : undefined;
}
