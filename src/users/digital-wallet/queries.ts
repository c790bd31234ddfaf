import type { PlainKind } from '../labelled-entries/acts.ts';
import type { Labelled } from '../labelled-entries/queries.ts';

/** An address of a digital asset, such as a cryptocurrency. */
export interface WalletEntry extends Labelled {
  readonly address: string;
  readonly currencySymbol: string;
  readonly expiresAt: Date | null;
  /** The user states that it never expires. */
  readonly noExpiration: boolean;
}

export const digitalWalletKind: PlainKind<'user_digital_wallet_addresses', WalletEntry> = {
  table: 'user_digital_wallet_addresses',
  sharedAs: ['digitalwallet'],
  eventPrefix: 'wallet_address',
  columns: ({ address, currencySymbol, expiresAt, noExpiration }) => ({
    address,
    currency_symbol: currencySymbol,
    expires_at: expiresAt,
    no_expiration: noExpiration,
  }),
  read: (row) => ({
    label: row.label,
    address: row.address,
    currencySymbol: row.currency_symbol,
    expiresAt: row.expires_at,
    noExpiration: row.no_expiration,
  }),
};
