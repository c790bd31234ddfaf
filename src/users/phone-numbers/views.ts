import type { Phonenumber } from '../../../generated/types.ts';
import type { UserPhoneNumberRow } from './tables.ts';

export type PhoneNumberColumns = Pick<UserPhoneNumberRow, 'label' | 'phone_number'>;

export function toPhonenumber({ label, phone_number }: PhoneNumberColumns): Phonenumber {
  return { phonenumber: phone_number, label };
}
