import type { SharedKind } from '../../consents/tables.ts';
import { avatarKind } from './avatar-kind.ts';
import { emailKind, phoneKind } from './contact-kinds.ts';
import { addressKind, bankAccountKind, publicKeyKind, walletKind } from './plain-kinds.ts';
import { type KindName, kindNames, type ProfileKind } from './profile-kind.ts';

/** The kinds of entries by name, in the order of the profile. */
export const profileKinds: Readonly<Record<KindName, ProfileKind>> = {
  email: emailKind,
  phone: phoneKind,
  address: addressKind,
  bankaccount: bankAccountKind,
  wallet: walletKind,
  publickey: publicKeyKind,
  avatar: avatarKind,
};

/** @param name from a URL */
export function findKind(name: string | undefined): ProfileKind | undefined {
  const known = kindNames.find((each) => each === name);
  return known && profileKinds[known];
}

/** The kind of entry that a user can add when a client asks for it. Pictures can only be added on the profile. */
export function addableKind(shared: SharedKind): ProfileKind | undefined {
  return Object.values(profileKinds).find((kind) => kind !== avatarKind && kind.sharedAs.includes(shared));
}
