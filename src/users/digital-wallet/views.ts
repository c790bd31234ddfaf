import type { DigitalAssetAddress } from '../../../generated/types.ts';
import { formatTimestamp, zeroTimestamp } from '../../base/timestamp.ts';
import type { UserDigitalWalletAddressRow } from './tables.ts';

export type DigitalWalletColumns = Omit<UserDigitalWalletAddressRow, 'username' | 'position' | 'created_at'>;

export function toDigitalAssetAddress(row: DigitalWalletColumns): DigitalAssetAddress {
  return {
    address: row.address,
    label: row.label,
    expire: row.expires_at ? formatTimestamp(row.expires_at) : zeroTimestamp,
    currencysymbol: row.currency_symbol,
    noexpiration: row.no_expiration,
  };
}
