import type { SharedKind } from '../../consents/tables.ts';
import { linkedAvatars } from '../../users/linked-accounts/views.ts';
import type { Profile } from '../../users/profile-queries.ts';

/** An entry of the user that could be shared with a client. */
export interface SelectableEntry {
  /** The user's own label. */
  readonly label: string;
  /** The value that the client will see. */
  readonly value: string;
}

/**
 * The user's entries of a kind that can be shared, in the user's order. For validated kinds, only validated
 * entries.
 */
export function selectableEntries(profile: Profile, kind: SharedKind): SelectableEntry[] {
  return lists[kind](profile);
}

/** The email addresses or phone numbers that the user would have to confirm first. */
export function unconfirmedEntries(profile: Profile, kind: SharedKind): SelectableEntry[] {
  if (kind === 'validatedemailaddresses') return emails(profile, false);
  return kind === 'validatedphonenumbers' ? phones(profile, false) : [];
}

const lists: Readonly<Record<SharedKind, (profile: Profile) => SelectableEntry[]>> = {
  addresses: ({ addresses }) =>
    addresses.map(({ label, street, nr, postalCode, city, country }) => ({
      label,
      value: `${street} ${nr}, ${postalCode} ${city}, ${country}`,
    })),
  avatars: ({ avatars, github, facebook }) =>
    [...avatars, ...linkedAvatars(github, facebook)].map(({ label }) => ({ label, value: '' })),
  bankaccounts: ({ bankAccounts }) =>
    bankAccounts.map(({ label, bic, iban, country }) => ({ label, value: `${bic}, ${iban}, ${country}` })),
  digitalwallet: ({ digitalWallet }) =>
    digitalWallet.map(({ label, address, currencySymbol }) => ({
      label,
      value: `${address} (${currencySymbol})`,
    })),
  emailaddresses: ({ emailAddresses }) => emailAddresses.map(toEmail),
  phonenumbers: ({ phoneNumbers }) => phoneNumbers.map(toPhone),
  publicKeys: ({ publicKeys }) =>
    publicKeys.map(({ label, publicKey }) => ({ label, value: shortened(publicKey) })),
  validatedemailaddresses: (profile) => emails(profile, true),
  validatedphonenumbers: (profile) => phones(profile, true),
};

function emails({ emailAddresses }: Profile, isValidated: boolean): SelectableEntry[] {
  return emailAddresses.filter((entry) => entry.isValidated === isValidated).map(toEmail);
}

function phones({ phoneNumbers }: Profile, isValidated: boolean): SelectableEntry[] {
  return phoneNumbers.filter((entry) => entry.isValidated === isValidated).map(toPhone);
}

function toEmail({ label, address }: Profile['emailAddresses'][number]): SelectableEntry {
  return { label, value: address };
}

function toPhone({ label, number }: Profile['phoneNumbers'][number]): SelectableEntry {
  return { label, value: number };
}

/** The type of a key and its last characters, by which users recognize it. */
function shortened(key: string): string {
  const [kind = '', content = ''] = key.split(/\s+/);
  return `${kind} …${content.slice(-12)}`;
}
