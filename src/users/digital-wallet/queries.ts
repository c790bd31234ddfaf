import type { NewDigitalAssetAddress } from '../../../generated/types.ts';
import { BadRequest } from '../../base/errors.ts';
import { parseTimestamp } from '../../base/timestamp.ts';
import type { EntryKind } from '../labelled-entries/queries.ts';

export const digitalWalletKind: EntryKind<'user_digital_wallet_addresses', NewDigitalAssetAddress> = {
  table: 'user_digital_wallet_addresses',
  sharedAs: ['digitalwallet'],
  columns: ({ address, currencysymbol, expire, noexpiration = false }) => ({
    address,
    currency_symbol: currencysymbol,
    expires_at: expiryOf(expire, noexpiration),
    no_expiration: noexpiration,
  }),
};

function expiryOf(expire: string | undefined, isForever: boolean): Date | null {
  if (expire !== undefined) return parseTimestamp(expire, 'expire');
  if (isForever) return null;
  throw new BadRequest('bad_request', { description: 'expire: is required unless noexpiration is true' });
}
