import type { FacebookAccount, GithubAccount } from '../../../generated/types.ts';
import { isWebAddress } from '../../base/web-address.ts';
import type { AvatarColumns } from '../avatars/views.ts';
import type { UserFacebookAccountRow, UserGithubAccountRow } from './tables.ts';

/** The picture of the account, if it is kept here. */
type OwnPicture = Pick<AvatarColumns, 'image_id'>;

export type GithubColumns = Omit<UserGithubAccountRow, 'username' | 'linked_at'> & OwnPicture;
export type FacebookColumns = Omit<UserFacebookAccountRow, 'username' | 'linked_at'> & OwnPicture;

export function toGithubAccount(row: GithubColumns): GithubAccount {
  const { login, github_id, avatar_url, html_url, name } = row;
  return { login, id: exactly(github_id), avatar_url, html_url, name };
}

export function toFacebookAccount({ facebook_id, name, picture, link }: FacebookColumns): FacebookAccount {
  return { id: exactly(facebook_id), name, picture, link };
}

/** What stands for an account that is not linked, or not shown. */
export const noGithubAccount: GithubAccount = { login: '', id: 0, avatar_url: '', html_url: '', name: '' };
export const noFacebookAccount: FacebookAccount = { id: 0, name: '', picture: '', link: '' };

/** Ids of the providers exceed what a number holds exactly. */
function exactly(digits: string): number | bigint {
  const id = Number(digits);
  return Number.isSafeInteger(id) ? id : BigInt(digits);
}

/**
 * The pictures of linked accounts, under the labels that are kept for them: what is kept here, else what the account
 * leads to, unless that is no web address.
 */
export function linkedAvatars(
  github: GithubColumns | null,
  facebook: FacebookColumns | null,
): AvatarColumns[] {
  const avatars = [
    github && avatarOf('github', github.image_id, github.avatar_url),
    facebook && avatarOf('facebook', facebook.image_id, facebook.picture),
  ];
  return avatars.filter((avatar) => avatar !== null);
}

function avatarOf(label: string, image_id: string | null, address: string): AvatarColumns | null {
  if (image_id !== null) return { label, source: null, image_id };
  return isAvatarAddress(address) ? { label, source: address, image_id } : null;
}

/** Whether a text can be the source of an avatar: the contract limits its length. */
export function isAvatarAddress(text: string): boolean {
  return text.length <= 2048 && isWebAddress(text);
}
