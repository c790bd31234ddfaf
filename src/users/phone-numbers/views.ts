import type { NewPhonenumber, Phonenumber } from '../../../generated/types.ts';
import { normalPhoneNumber } from '../../names/phone-number.ts';
import type { PhoneEntry } from './queries.ts';

export function toPhonenumber({ label, number }: PhoneEntry): Phonenumber {
  return { phonenumber: number, label };
}

/** @param place of the number in the body @throws BadRequest for an invalid number */
export function toPhoneEntry({ label, phonenumber }: NewPhonenumber, place = 'phonenumber'): PhoneEntry {
  return { label, number: normalPhoneNumber(phonenumber, place) };
}
