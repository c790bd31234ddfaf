import type { EmailAddress } from '../../../generated/types.ts';
import type { Actor } from '../../base/actor.ts';
import type { ContractType } from '../../base/contract-rules.ts';
import type { SharedKind } from '../../consents/tables.ts';
import type { Language } from '../../i18n/catalogue.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import { addAddress } from '../../users/addresses/acts.ts';
import { toAddressEntry } from '../../users/addresses/views.ts';
import { addBankAccount } from '../../users/bank-accounts/acts.ts';
import type { BankAccountEntry } from '../../users/bank-accounts/queries.ts';
import { addWalletAddress } from '../../users/digital-wallet/acts.ts';
import { toWalletEntry } from '../../users/digital-wallet/views.ts';
import { addEmailAddress, type EmailAddressDependencies } from '../../users/email-addresses/acts.ts';
import { toEmailEntry } from '../../users/email-addresses/views.ts';
import { addPhoneNumber } from '../../users/phone-numbers/acts.ts';
import { toPhoneEntry } from '../../users/phone-numbers/views.ts';
import { addPublicKey } from '../../users/public-keys/acts.ts';
import { toPublicKeyEntry } from '../../users/public-keys/views.ts';

/** A form to add an entry to the account while the question waits. */
export interface SubForm {
  /** The type of the contract by whose rules the form is checked. */
  readonly type: ContractType;
  readonly fields: readonly SubFormField[];
  /** Whether the entry is a recovery channel, a factor or a way in. */
  readonly needsStepUp?: boolean;
  /** Members of the body that are not asked for. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  readonly add: AddEntry;
}

/**
 * Adds what was entered.
 * @param body fits the type of the form
 * @throws ApiError of the act
 */
type AddEntry = (
  deps: EmailAddressDependencies,
  actor: Actor,
  owner: { readonly username: string; readonly language: Language },
  body: unknown,
) => Promise<unknown>;

/** An act that takes an entry as the domain knows it. */
function addingBy<Body, Entry extends object>(
  act: (
    deps: EmailAddressDependencies,
    actor: Actor,
    input: Entry & { readonly username: string },
  ) => Promise<unknown>,
  toEntry: (body: Body) => Entry,
): AddEntry {
  return (deps, actor, { username }, body) => act(deps, actor, { ...toEntry(body as Body), username });
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
    type: 'Address',
    add: addingBy(addAddress, toAddressEntry),
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
    type: 'EmailAddress',
    needsStepUp: true,
    add: (deps, actor, owner, body) =>
      addEmailAddress(deps, actor, { ...owner, ...toEmailEntry(body as EmailAddress) }),
    fields: [
      label,
      { name: 'emailaddress', label: 'consent.add.emailaddress', type: 'email', autocomplete: 'email' },
    ],
  },
  phone: {
    type: 'Phonenumber',
    needsStepUp: true,
    add: addingBy(addPhoneNumber, toPhoneEntry),
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
    type: 'BankAccount',
    add: addingBy(addBankAccount, (body: BankAccountEntry) => body),
    fields: [
      label,
      { name: 'iban', label: 'consent.add.iban' },
      { name: 'bic', label: 'consent.add.bic' },
      { name: 'country', label: 'consent.add.country', autocomplete: 'country-name' },
    ],
  },
  wallet: {
    type: 'NewDigitalAssetAddress',
    add: addingBy(addWalletAddress, toWalletEntry),
    fields: [
      label,
      { name: 'address', label: 'consent.add.address' },
      { name: 'currencysymbol', label: 'consent.add.currencysymbol' },
    ],
    fixed: { noexpiration: true },
  },
  publickey: {
    type: 'PublicKey',
    needsStepUp: true,
    add: addingBy(addPublicKey, toPublicKeyEntry),
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
