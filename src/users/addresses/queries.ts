import type { PlainKind } from '../labelled-entries/acts.ts';
import type { Labelled } from '../labelled-entries/queries.ts';

/** A postal address. */
export interface AddressEntry extends Labelled {
  readonly street: string;
  readonly nr: string;
  readonly other?: string | undefined;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
}

export const addressKind: PlainKind<'user_addresses', AddressEntry> = {
  table: 'user_addresses',
  sharedAs: ['addresses'],
  eventPrefix: 'address',
  columns: ({ street, nr, other = '', postalCode, city, country }) => ({
    street,
    nr,
    other,
    postal_code: postalCode,
    city,
    country,
  }),
  read: ({ label, street, nr, other, postal_code: postalCode, city, country }) => ({
    label,
    street,
    nr,
    other,
    postalCode,
    city,
    country,
  }),
};
