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

/** The kinds of profile entries, as they appear in URLs. */
export type KindName = (typeof kindNames)[number];

/** The dependencies of the acts of all kinds. */
export type EntryDependencies = PhoneNumberDependencies;

/** The user who owns an entry, and the language of a message that the act may send. */
export interface EntryOwner {
  readonly username: string;
  readonly language: Language;
}

/** One kind of entry: its form, how pages show it, and its acts. */
export interface ProfileKind {
  readonly name: KindName;
  /** The contract type that the form is validated against. */
  readonly type: ContractType;
  readonly fields: readonly EntryField[];
  /**
   * Whether changes need recent authentication, because the entry can be used for recovery, as a factor or to sign in.
   */
  readonly needsStepUp?: boolean;
  /** How the user proves to own the entry. */
  readonly confirmedBy?: 'mail' | 'sms';
  /** The members of an authorization that refer to it. */
  readonly sharedAs: readonly SharedKind[];
  /** The entries of a user, in the user's order. */
  readonly list: (profile: Profile, publicUrl: string) => readonly ShownEntry[];
  /** Adds an entry. @throws ApiError of the act */
  readonly add: (
    deps: EntryDependencies,
    actor: Actor,
    owner: EntryOwner,
    values: FormValues,
  ) => Promise<unknown>;
  /** Replaces the entry with a label, including the label. @throws ApiError of the act */
  readonly replace: (
    deps: EntryDependencies,
    actor: Actor,
    owner: EntryOwner & Labelled,
    values: FormValues,
  ) => Promise<unknown>;
  /** @param insists removes it despite a warning of the act @throws ApiError of the act */
  readonly remove: (
    deps: EntryDependencies,
    actor: Actor,
    entry: Pick<EntryOwner, 'username'> & Labelled,
    insists: boolean,
  ) => Promise<unknown>;
  /** Converts form values to a request body, if they differ. */
  readonly toBody?: (values: FormValues) => object;
}

/** Form values by field; empty ones are left out. */
export type FormValues = Readonly<Record<string, string>>;

export interface EntryField {
  readonly name: string;
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly type?: 'email' | 'tel' | 'date';
  readonly autocomplete?: string;
  readonly isOptional?: boolean;
  /** What to say about a value that is refused, other than that it is too long. */
  readonly wrong?: MessageKey;
  /** A check in addition to the contract. */
  readonly accepts?: (text: string) => boolean;
}

/** An entry as shown in the profile. */
export interface ShownEntry extends Labelled {
  /** The entry in one line of text. */
  readonly text: string;
  /** The initial values of its form. */
  readonly values: FormValues;
  /** Set for kinds that can be confirmed. */
  readonly isConfirmed?: boolean;
  /** A field that cannot be changed, and the reason. */
  readonly locked?: { readonly field: string; readonly why: MessageKey };
  /** The path of a picture stored here. */
  readonly image?: string;
  readonly expiresAt?: Date | null;
}

export const labelField: EntryField = { name: 'label', label: 'entry.label', hint: 'entry.label.hint' };

/** The acts of a kind without its own rules, taking form values. */
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
