import type { Address } from '../../../generated/types.ts';
import type { AddressEntry } from './queries.ts';

export function toAddress({ postalCode, other = '', ...entry }: AddressEntry): Address {
  const { label, street, nr, city, country } = entry;
  return { city, street, nr, other, country, postalcode: postalCode, label };
}

export function toAddressEntry({ postalcode, ...address }: Address): AddressEntry {
  return { ...address, postalCode: postalcode };
}
