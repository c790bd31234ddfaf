import type { SharedKind } from '../../consents/tables.ts';
import { linkedAvatars } from '../../users/linked-accounts/views.ts';
import type { Profile } from '../../users/profile.ts';

/** An entry of the user that could be shown to a client. */
export interface SelectableEntry {
  /** The user's own label. */
  readonly label: string;
  /** What will be seen. */
  readonly value: string;
}

/** The entries of a kind that the user can show, in the user's order; of validated kinds, validated ones only. */
export function selectableEntries(profile: Profile, kind: SharedKind): SelectableEntry[] {
  return lists[kind](profile);
}

/** The addresses or numbers that a validated kind could show if the user confirmed them. */
export function unconfirmedEntries(profile: Profile, kind: SharedKind): SelectableEntry[] {
  if (kind === 'validatedemailaddresses') return emails(profile, false);
  return kind === 'validatedphonenumbers' ? phones(profile, false) : [];
}

const lists: Readonly<Record<SharedKind, (profile: Profile) => SelectableEntry[]>> = {
  addresses: ({ addresses }) =>
    addresses.map(({ label, street, nr, postal_code, city, country }) => ({
      label,
      value: `${street} ${nr}, ${postal_code} ${city}, ${country}`,
    })),
  avatars: ({ avatars, github, facebook }) =>
    [...avatars, ...linkedAvatars(github, facebook)].map(({ label }) => ({ label, value: '' })),
  bankaccounts: ({ bank_accounts }) =>
    bank_accounts.map(({ label, bic, iban, country }) => ({ label, value: `${bic}, ${iban}, ${country}` })),
  digitalwallet: ({ digital_wallet }) =>
    digital_wallet.map(({ label, address, currency_symbol }) => ({
      label,
      value: `${address} (${currency_symbol})`,
    })),
  emailaddresses: ({ email_addresses }) => email_addresses.map(toEmail),
  phonenumbers: ({ phone_numbers }) => phone_numbers.map(toPhone),
  publicKeys: ({ public_keys }) =>
    public_keys.map(({ label, public_key }) => ({ label, value: shortened(public_key) })),
  validatedemailaddresses: (profile) => emails(profile, true),
  validatedphonenumbers: (profile) => phones(profile, true),
};

function emails({ email_addresses }: Profile, isValidated: boolean): SelectableEntry[] {
  return email_addresses.filter((row) => row.is_validated === isValidated).map(toEmail);
}

function phones({ phone_numbers }: Profile, isValidated: boolean): SelectableEntry[] {
  return phone_numbers.filter((row) => row.is_validated === isValidated).map(toPhone);
}

function toEmail({ label, email_address }: Profile['email_addresses'][number]): SelectableEntry {
  return { label, value: email_address };
}

function toPhone({ label, phone_number }: Profile['phone_numbers'][number]): SelectableEntry {
  return { label, value: phone_number };
}

/** The kind of a key, and its end, by which people know it. */
function shortened(key: string): string {
  const [kind = '', content = ''] = key.split(/\s+/);
  return `${kind} …${content.slice(-12)}`;
}
