import type { Avatar, FacebookAccount, GithubAccount } from '../../../generated/types.ts';
import { isWebAddress } from '../../web-address.ts';
import type { UserFacebookAccountRow, UserGithubAccountRow } from './tables.ts';

export type GithubColumns = Omit<UserGithubAccountRow, 'username' | 'linked_at'>;
export type FacebookColumns = Omit<UserFacebookAccountRow, 'username' | 'linked_at'>;

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

/** The pictures of linked accounts, under the labels that are kept for them. What is no web address is left out. */
export function linkedAvatars(github: GithubColumns | null, facebook: FacebookColumns | null): Avatar[] {
  const avatars = [
    { label: 'github', source: github?.avatar_url ?? '' },
    { label: 'facebook', source: facebook?.link ? facebook.picture : '' },
  ];
  return avatars.filter(({ source }) => source.length <= maximumLength && isWebAddress(source));
}

/** Of the address of an avatar, by the contract. */
const maximumLength = 2048;
