import type { DigitalAssetAddress, NewDigitalAssetAddress } from '../../../generated/types.ts';
import { BadRequest } from '../../base/errors.ts';
import { formatTimestamp, parseTimestamp, zeroTimestamp } from '../../base/timestamp.ts';
import type { WalletEntry } from './queries.ts';

export function toDigitalAssetAddress(entry: WalletEntry): DigitalAssetAddress {
  return {
    address: entry.address,
    label: entry.label,
    expire: entry.expiresAt ? formatTimestamp(entry.expiresAt) : zeroTimestamp,
    currencysymbol: entry.currencySymbol,
    noexpiration: entry.noExpiration,
  };
}

/** @throws BadRequest when it has neither a date of expiry nor the statement that it does not expire */
export function toWalletEntry({
  label,
  address,
  currencysymbol,
  expire,
  noexpiration = false,
}: NewDigitalAssetAddress): WalletEntry {
  const expiresAt = expiryOf(expire, noexpiration);
  return { label, address, currencySymbol: currencysymbol, expiresAt, noExpiration: noexpiration };
}

function expiryOf(expire: string | undefined, noExpiration: boolean): Date | null {
  if (expire !== undefined) return parseTimestamp(expire, 'expire');
  if (noExpiration) return null;
  throw new BadRequest('bad_request', { description: 'expire: is required unless noexpiration is true' });
}
