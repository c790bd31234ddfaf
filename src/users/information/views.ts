import type { OwnerOf, Userview } from '../../../generated/types.ts';
import type { SharedKind } from '../../consents/tables.ts';
import { toEmailAddress } from '../email-addresses/views.ts';
import type { Labelled } from '../labelled-entries/queries.ts';
import { noFacebookAccount, noGithubAccount } from '../linked-accounts/views.ts';
import { toPhonenumber } from '../phone-numbers/views.ts';
import type { Profile } from '../profile-queries.ts';
import { toPublicKey } from '../public-keys/views.ts';
import { toUser } from '../views.ts';
import type { Selection } from './selection.ts';

export interface UserviewDependencies {
  readonly profile: Profile;
  readonly selection: Selection;
  /** The organizations of the user that may be shown. */
  readonly organizations: readonly string[];
  /** The base of links to uploaded avatars. */
  readonly publicUrl: string;
}

/** Every member is present, because clients access them without checking; what may not be shown is blank. */
export function toUserview({ profile, selection, organizations, publicUrl }: UserviewDependencies): Userview {
  const user = toUser(profile, publicUrl);
  const has = (flag: string) => selection.flags.has(flag);
  const show = <Entry extends Labelled>(kind: SharedKind, entries: readonly Entry[]) =>
    choose(selection, kind, entries);
  const validatedEmails = profile.emailAddresses.filter((entry) => entry.isValidated);
  const validatedPhones = profile.phoneNumbers.filter((entry) => entry.isValidated);
  return {
    username: user.username,
    firstname: has('user:name') ? user.firstname : '',
    lastname: has('user:name') ? user.lastname : '',
    emailaddresses: show('emailaddresses', user.emailaddresses),
    validatedemailaddresses: show('validatedemailaddresses', validatedEmails.map(toEmailAddress)),
    phonenumbers: show('phonenumbers', user.phonenumbers),
    validatedphonenumbers: show('validatedphonenumbers', validatedPhones.map(toPhonenumber)),
    addresses: show('addresses', user.addresses),
    bankaccounts: show('bankaccounts', user.bankaccounts),
    digitalwallet: show('digitalwallet', user.digitalwallet),
    publicKeys: show('publicKeys', profile.publicKeys.map(toPublicKey)),
    avatar: show('avatars', user.avatars),
    facebook: (has('user:facebook') && user.facebook) || noFacebookAccount,
    github: (has('user:github') && user.github) || noGithubAccount,
    organizations,
    ownerof: ownerOf(profile, selection),
  };
}

/** The entries of one kind, each under the caller's label for it. Deleted entries are skipped. */
function choose<Entry extends Labelled>(
  { labels }: Selection,
  kind: SharedKind,
  entries: readonly Entry[],
): Entry[] {
  const byLabel = new Map(entries.map((entry) => [entry.label, entry]));
  const shown = new Map<string, Entry>();
  for (const choice of labels) {
    if (choice.kind !== kind) continue;
    if (!choice.entry) for (const entry of entries) shown.set(entry.label, entry);
    const found = choice.entry && byLabel.get(choice.entry.real);
    if (choice.entry && found) shown.set(choice.entry.shown, { ...found, label: choice.entry.shown });
  }
  return [...shown.values()];
}

/** Each validated address once, under the first label that the user gave it. */
function ownerOf({ emailAddresses }: Profile, { ownedEmails }: Selection): OwnerOf {
  const owned = emailAddresses.filter(
    (entry) => entry.isValidated && (ownedEmails === 'all' || ownedEmails.has(entry.address)),
  );
  const first = new Map(owned.toReversed().map((entry) => [entry.address, entry]));
  return { emailaddresses: [...first.values()].toReversed().map(toEmailAddress) };
}
