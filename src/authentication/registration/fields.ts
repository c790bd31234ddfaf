import type { Kysely } from 'kysely';
import { readEmailAddress } from '../../names/email-address.ts';
import { readPossiblePhoneNumber } from '../../names/phone-number.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import { findEmailOwner } from '../../users/email-addresses/queries.ts';
import { readPersonName } from '../../users/person-name.ts';
import { findPhoneOwner } from '../../users/phone-numbers/queries.ts';
import { knownWords } from '../passwords/known-words.ts';
import type { PasswordProblem, PasswordRules } from '../passwords/rules.ts';

/** The input of the first step, in stored form. */
export interface BasicData {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** Empty when no SMS can be sent. */
  readonly phone: string;
  readonly password: string;
}

/** The input fields, each in its stored form, or undefined when it breaks the rules of its field. */
export interface ReadBasicData {
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  /** Whether a phone number is required. */
  readonly needsPhone: boolean;
  /** The phone number may be valid, but this server sends no SMS to it. */
  readonly isPhoneNotServed: boolean;
  readonly password: string;
  readonly passwordProblem: PasswordProblem | undefined;
}

export async function readBasicData(
  values: Readonly<Record<string, string>>,
  passwordRules: PasswordRules,
  { servesNumber, channels }: Pick<MessageQueue, 'servesNumber' | 'channels'>,
): Promise<ReadBasicData> {
  const { firstname = '', lastname = '', email = '', phone = '', password = '' } = values;
  const number = readPossiblePhoneNumber(phone);
  const isPhoneNotServed = number !== undefined && !servesNumber(number);
  const known = knownWords({ firstName: firstname, lastName: lastname, others: [email, phone] });
  return {
    firstName: readPersonName(firstname),
    lastName: readPersonName(lastname),
    email: readEmailAddress(email),
    phone: isPhoneNotServed ? undefined : number,
    needsPhone: channels.sms,
    isPhoneNotServed,
    password,
    passwordProblem: await passwordRules.findProblem(password, known),
  };
}

/** The input when nothing is wrong with it; undefined otherwise. */
export function completeData(read: ReadBasicData): BasicData | undefined {
  const { firstName, lastName, email, password, passwordProblem, needsPhone } = read;
  const phone = needsPhone ? read.phone : '';
  if (!firstName || !lastName || !email || phone === undefined || passwordProblem) return undefined;
  return { firstName, lastName, email, phone, password };
}

export type FieldCode =
  | 'invalid_first_name'
  | 'invalid_last_name'
  | 'invalid_email_format'
  | 'email_already_used'
  | 'invalid_phonenumber'
  | 'phone_already_used'
  | 'invalid_password';

/** The first problem, in the order that older clients expect. A contact is in use once a user has confirmed it. */
export async function findFirstCode(
  db: Kysely<Database>,
  { firstName, lastName, email, phone, passwordProblem, needsPhone }: ReadBasicData,
): Promise<FieldCode | undefined> {
  if (!firstName) return 'invalid_first_name';
  if (!lastName) return 'invalid_last_name';
  if (!email) return 'invalid_email_format';
  if (await findEmailOwner(db, email)) return 'email_already_used';
  if (needsPhone && !phone) return 'invalid_phonenumber';
  if (phone && (await findPhoneOwner(db, phone))) return 'phone_already_used';
  return passwordProblem && 'invalid_password';
}
