import type { Address } from '../../../generated/types.ts';
import type { EntryKind } from '../labelled-entries/queries.ts';

export const addressKind: EntryKind<'user_addresses', Address> = {
  table: 'user_addresses',
  sharedAs: ['addresses'],
  columns: ({ street, nr, other, postalcode, city, country }) => ({
    street,
    nr,
    other: other ?? '',
    postal_code: postalcode,
    city,
    country,
  }),
};
