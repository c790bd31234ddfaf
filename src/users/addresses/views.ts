import type { Address } from '../../../generated/types.ts';
import type { UserAddressRow } from './tables.ts';

export type AddressColumns = Omit<UserAddressRow, 'username' | 'position' | 'created_at'>;

export function toAddress({ label, street, nr, other, postal_code, city, country }: AddressColumns): Address {
  return { city, street, nr, other, country, postalcode: postal_code, label };
}
