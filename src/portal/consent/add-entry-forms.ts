import type { OperationName } from '../../../generated/services.ts';
import type { SharedKind } from '../../consents/tables.ts';
import type { MessageKey } from '../../i18n/en/index.ts';

/** A form to add an entry while the question waits: it is sent to the operation of the API that adds such entries. */
export interface SubForm {
  readonly operation: OperationName;
  readonly fields: readonly SubFormField[];
  /** Members of the body that are not asked for. */
  readonly fixed?: Readonly<Record<string, unknown>>;
}

export interface SubFormField {
  readonly name: string;
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly type?: 'email' | 'tel';
  readonly autocomplete?: string;
  readonly isOptional?: boolean;
}

const label: SubFormField = { name: 'label', label: 'consent.add.label', hint: 'consent.add.label.hint' };

/** By the last part of the page's address. */
export const subForms: Readonly<Record<string, SubForm>> = {
  address: {
    operation: 'registerNewUserAddress',
    fields: [
      label,
      { name: 'street', label: 'consent.add.street', autocomplete: 'address-line1' },
      { name: 'nr', label: 'consent.add.nr' },
      { name: 'other', label: 'consent.add.other', autocomplete: 'address-line2', isOptional: true },
      { name: 'postalcode', label: 'consent.add.postalcode', autocomplete: 'postal-code' },
      { name: 'city', label: 'consent.add.city', autocomplete: 'address-level2' },
      { name: 'country', label: 'consent.add.country', autocomplete: 'country-name' },
    ],
  },
  email: {
    operation: 'registerNewEmailAddress',
    fields: [
      label,
      { name: 'emailaddress', label: 'consent.add.emailaddress', type: 'email', autocomplete: 'email' },
    ],
  },
  phone: {
    operation: 'registerNewUserPhonenumber',
    fields: [
      label,
      {
        name: 'phonenumber',
        label: 'consent.add.phonenumber',
        hint: 'consent.add.phonenumber.hint',
        type: 'tel',
        autocomplete: 'tel',
      },
    ],
  },
  bankaccount: {
    operation: 'createUserBankAccount',
    fields: [
      label,
      { name: 'iban', label: 'consent.add.iban' },
      { name: 'bic', label: 'consent.add.bic' },
      { name: 'country', label: 'consent.add.country', autocomplete: 'country-name' },
    ],
  },
  wallet: {
    operation: 'registerNewDigitalAssetAddress',
    fields: [
      label,
      { name: 'address', label: 'consent.add.address' },
      { name: 'currencysymbol', label: 'consent.add.currencysymbol' },
    ],
    fixed: { noexpiration: true },
  },
  publickey: {
    operation: 'addPublicKey',
    fields: [
      label,
      { name: 'publickey', label: 'consent.add.publickey', hint: 'consent.add.publickey.hint' },
    ],
  },
};

/** The form that makes an entry of a kind; pictures are not made here. */
export const addableKinds: ReadonlyMap<SharedKind, keyof typeof subForms> = new Map([
  ['addresses', 'address'],
  ['emailaddresses', 'email'],
  ['validatedemailaddresses', 'email'],
  ['phonenumbers', 'phone'],
  ['validatedphonenumbers', 'phone'],
  ['bankaccounts', 'bankaccount'],
  ['digitalwallet', 'wallet'],
  ['publicKeys', 'publickey'],
]);
