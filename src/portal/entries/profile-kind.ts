import type { Actor } from '../../base/actor.ts';
import type { ContractType } from '../../base/contract-rules.ts';
import type { SharedKind } from '../../consents/tables.ts';
import type { Language } from '../../i18n/catalogue.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import type { EntryActs } from '../../users/labelled-entries/acts.ts';
import type { Labelled } from '../../users/labelled-entries/queries.ts';
import type { PhoneNumberDependencies } from '../../users/phone-numbers/acts.ts';
import type { Profile } from '../../users/profile-queries.ts';

export const kindNames = [
  'email',
  'phone',
  'address',
  'bankaccount',
  'wallet',
  'publickey',
  'avatar',
] as const;

/** The kinds of entries of a profile, as the addresses of pages name them. */
export type KindName = (typeof kindNames)[number];

/** What the acts of all kinds need. */
export type EntryDependencies = PhoneNumberDependencies;

/** Whose entry it is, and the language of the message that the act may send. */
export interface EntryOwner {
  readonly username: string;
  readonly language: Language;
}

/** One kind of entry: how forms ask for it, how pages show it, and what can be done with it. */
export interface ProfileKind {
  readonly name: KindName;
  /** The type of the contract by whose rules the form is checked. */
  readonly type: ContractType;
  readonly fields: readonly EntryField[];
  /** Whether the entry is a recovery channel, a factor or a way in. */
  readonly needsStepUp?: boolean;
  /** How it is confirmed that the entry is the user's. */
  readonly confirmedBy?: 'mail' | 'sms';
  /** The members of an authorization record that refer to it. */
  readonly sharedAs: readonly SharedKind[];
  /** The entries of a user, in the user's order. */
  readonly list: (profile: Profile, publicUrl: string) => readonly ShownEntry[];
  /** Adds what was entered. @throws ApiError of the act */
  readonly add: (
    deps: EntryDependencies,
    actor: Actor,
    owner: EntryOwner,
    values: FormValues,
  ) => Promise<unknown>;
  /** Replaces what is under a label, the label included. @throws ApiError of the act */
  readonly replace: (
    deps: EntryDependencies,
    actor: Actor,
    owner: EntryOwner & Labelled,
    values: FormValues,
  ) => Promise<unknown>;
  /** @param insists although the act has a warning. @throws ApiError of the act */
  readonly remove: (
    deps: EntryDependencies,
    actor: Actor,
    entry: Pick<EntryOwner, 'username'> & Labelled,
    insists: boolean,
  ) => Promise<unknown>;
  /** The body of the contract for what a form holds, if they differ. */
  readonly toBody?: (values: FormValues) => object;
}

/** What a form holds, by field; empty ones are left out. */
export type FormValues = Readonly<Record<string, string>>;

export interface EntryField {
  readonly name: string;
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly type?: 'email' | 'tel' | 'date';
  readonly autocomplete?: string;
  readonly isOptional?: boolean;
}

/** An entry as the profile shows it. */
export interface ShownEntry extends Labelled {
  /** What it says, in a line. */
  readonly text: string;
  /** What a form begins with. */
  readonly values: FormValues;
  /** For kinds that can be confirmed. */
  readonly isConfirmed?: boolean;
  /** What cannot be changed, and why. */
  readonly locked?: { readonly field: string; readonly why: MessageKey };
  /** Where a picture kept here is found. */
  readonly image?: string;
  readonly expiresAt?: Date | null;
}

export const labelField: EntryField = { name: 'label', label: 'entry.label', hint: 'entry.label.hint' };

/** The acts of a kind without rules of its own, for what a form holds. */
export function plainActs<Entry extends Labelled>(
  acts: EntryActs<Entry>,
  toEntry: (values: FormValues) => Entry,
): Pick<ProfileKind, 'add' | 'replace' | 'remove'> {
  return {
    add: (deps, actor, { username }, values) => acts.add(deps, actor, { ...toEntry(values), username }),
    replace: (deps, actor, { username, label }, values) =>
      acts.replace(deps, actor, { username, label, entry: toEntry(values) }),
    remove: (deps, actor, { username, label }) => acts.remove(deps, actor, { username, label }),
  };
}
