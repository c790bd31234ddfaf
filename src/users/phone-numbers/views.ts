import type { Phonenumber } from '../../../generated/types.ts';
import type { PhoneEntry } from './queries.ts';

export function toPhonenumber({ label, number }: PhoneEntry): Phonenumber {
  return { phonenumber: number, label };
}

export function toPhoneEntry({ label, phonenumber }: Phonenumber): PhoneEntry {
  return { label, number: phonenumber };
}
