import type { Avatar, User } from '../../generated/types.ts';
import { toAddress } from './addresses/views.ts';
import { toAvatar } from './avatars/views.ts';
import { toBankAccount } from './bank-accounts/views.ts';
import { toDigitalAssetAddress } from './digital-wallet/views.ts';
import { toEmailAddress } from './email-addresses/views.ts';
import { linkedAvatars, toFacebookAccount, toGithubAccount } from './linked-accounts/views.ts';
import { toPhonenumber } from './phone-numbers/views.ts';
import type { ClaimedProfile, Profile } from './profile-queries.ts';

/** @param publicUrl the base of links to uploaded avatars */
export function toUser(profile: Profile, publicUrl: string): User {
  const { github, facebook } = profile;
  return {
    username: profile.username,
    firstname: profile.firstName,
    lastname: profile.lastName,
    publicKeys: profile.publicKeys.map((key) => key.publicKey),
    digitalwallet: profile.digitalWallet.map(toDigitalAssetAddress),
    emailaddresses: profile.emailAddresses.map(toEmailAddress),
    phonenumbers: profile.phoneNumbers.map(toPhonenumber),
    addresses: profile.addresses.map(toAddress),
    bankaccounts: profile.bankAccounts.map(toBankAccount),
    ...(facebook && { facebook: toFacebookAccount(facebook) }),
    ...(github && { github: toGithubAccount(github) }),
    avatars: toAvatars(profile, publicUrl),
  };
}

/** The avatars of the user, and the pictures of linked accounts. */
export function toAvatars({ avatars, github, facebook }: ClaimedProfile, publicUrl: string): Avatar[] {
  return [...avatars, ...linkedAvatars(github, facebook)].map((avatar) => toAvatar(avatar, publicUrl));
}
