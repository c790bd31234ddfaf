import type { Address, NewDigitalAssetAddress, PublicKey } from '../../../generated/types.ts';
import { addAddress, removeAddress, replaceAddress } from '../../users/addresses/acts.ts';
import { toAddress, toAddressEntry } from '../../users/addresses/views.ts';
import { addBankAccount, removeBankAccount, replaceBankAccount } from '../../users/bank-accounts/acts.ts';
import type { BankAccountEntry } from '../../users/bank-accounts/queries.ts';
import {
  addWalletAddress,
  removeWalletAddress,
  replaceWalletAddress,
} from '../../users/digital-wallet/acts.ts';
import type { WalletEntry } from '../../users/digital-wallet/queries.ts';
import { toWalletEntry } from '../../users/digital-wallet/views.ts';
import { addPublicKey, removePublicKey, replacePublicKey } from '../../users/public-keys/acts.ts';
import { toPublicKeyEntry } from '../../users/public-keys/views.ts';
import { type FormValues, labelField, type ProfileKind, plainActs, type ShownEntry } from './profile-kind.ts';

/** The kinds without their own rules. A form fits the contract before it reaches an act. */

export const addressKind: ProfileKind = {
  name: 'address',
  type: 'Address',
  sharedAs: ['addresses'],
  fields: [
    labelField,
    { name: 'street', label: 'entry.street', autocomplete: 'address-line1' },
    { name: 'nr', label: 'entry.nr' },
    { name: 'other', label: 'entry.other', autocomplete: 'address-line2', isOptional: true },
    { name: 'postalcode', label: 'entry.postalcode', autocomplete: 'postal-code' },
    { name: 'city', label: 'entry.city', autocomplete: 'address-level2' },
    { name: 'country', label: 'entry.country', autocomplete: 'country-name' },
  ],
  list: ({ addresses }) =>
    addresses.map((entry) => {
      const { street, nr, other, postalCode, city, country, label } = entry;
      const first = [`${street} ${nr}`, other].filter(Boolean).join(', ');
      return { label, text: `${first}, ${postalCode} ${city}, ${country}`, values: { ...toAddress(entry) } };
    }),
  ...plainActs({ add: addAddress, replace: replaceAddress, remove: removeAddress }, (values) =>
    toAddressEntry(values as unknown as Address),
  ),
};

export const bankAccountKind: ProfileKind = {
  name: 'bankaccount',
  type: 'BankAccount',
  sharedAs: ['bankaccounts'],
  fields: [
    labelField,
    { name: 'iban', label: 'entry.iban' },
    { name: 'bic', label: 'entry.bic', wrong: 'entry.bic.wrong' },
    { name: 'country', label: 'entry.country', autocomplete: 'country-name' },
  ],
  list: ({ bankAccounts }) =>
    bankAccounts.map(({ label, iban, bic, country }) => ({
      label,
      text: `${iban}, ${bic}, ${country}`,
      values: { label, iban, bic, country },
    })),
  ...plainActs(
    { add: addBankAccount, replace: replaceBankAccount, remove: removeBankAccount },
    (values) => values as unknown as BankAccountEntry,
  ),
};

export const walletKind: ProfileKind = {
  name: 'wallet',
  type: 'NewDigitalAssetAddress',
  sharedAs: ['digitalwallet'],
  fields: [
    labelField,
    { name: 'address', label: 'entry.address' },
    { name: 'currencysymbol', label: 'entry.currencysymbol' },
    { name: 'expire', label: 'entry.expire', hint: 'entry.expire.hint', type: 'date', isOptional: true },
  ],
  list: ({ digitalWallet }) => digitalWallet.map(shownWalletEntry),
  toBody: toWalletBody,
  ...plainActs(
    { add: addWalletAddress, replace: replaceWalletAddress, remove: removeWalletAddress },
    (values) => toWalletEntry(toWalletBody(values)),
  ),
};

/** Without a date, the entry does not expire. Otherwise it expires at the end of that day, in UTC. */
function toWalletBody({ expire, ...values }: FormValues): NewDigitalAssetAddress {
  const entry = values as unknown as NewDigitalAssetAddress;
  if (expire === undefined) return { ...entry, noexpiration: true };
  return { ...entry, expire: `${expire}T23:59:59Z`, noexpiration: false };
}

function shownWalletEntry(entry: WalletEntry): ShownEntry {
  const { label, address, currencySymbol, expiresAt, noExpiration } = entry;
  const isLimited = expiresAt !== null && !noExpiration;
  const values = { label, address, currencysymbol: currencySymbol };
  return {
    label,
    text: `${address} (${currencySymbol})`,
    values: isLimited ? { ...values, expire: expiresAt.toISOString().slice(0, 10) } : values,
    expiresAt: isLimited ? expiresAt : null,
  };
}

export const publicKeyKind: ProfileKind = {
  name: 'publickey',
  type: 'PublicKey',
  needsStepUp: true,
  sharedAs: ['publicKeys'],
  fields: [
    labelField,
    {
      name: 'publickey',
      label: 'entry.publickey',
      hint: 'entry.publickey.hint',
      wrong: 'entry.publickey.wrong',
    },
  ],
  list: ({ publicKeys }) =>
    publicKeys.map(({ label, publicKey }) => ({
      label,
      text: shortened(publicKey),
      values: { label, publickey: publicKey },
    })),
  ...plainActs({ add: addPublicKey, replace: replacePublicKey, remove: removePublicKey }, (values) =>
    toPublicKeyEntry(values as unknown as PublicKey),
  ),
};

/** A public key shortened to its type, its last characters and its comment. */
function shortened(key: string): string {
  const [kind = '', content = '', ...comment] = key.split(' ');
  return [kind, `…${content.slice(-12)}`, ...comment].join(' ');
}
