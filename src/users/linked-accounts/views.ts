import type { Avatar, FacebookAccount, GithubAccount } from '../../../generated/types.ts';
import type { UserFacebookAccountRow, UserGithubAccountRow } from './tables.ts';

export type GithubColumns = Omit<UserGithubAccountRow, 'username' | 'linked_at'>;
export type FacebookColumns = Omit<UserFacebookAccountRow, 'username' | 'linked_at'>;

export function toGithubAccount(row: GithubColumns): GithubAccount {
  const { login, github_id, avatar_url, html_url, name } = row;
  return { login, id: Number(github_id), avatar_url, html_url, name };
}

export function toFacebookAccount({ facebook_id, name, picture, link }: FacebookColumns): FacebookAccount {
  return { id: Number(facebook_id), name, picture, link };
}

/** The pictures of linked accounts, under the labels that are kept for them. */
export function linkedAvatars(github: GithubColumns | null, facebook: FacebookColumns | null): Avatar[] {
  return [
    ...(github?.avatar_url ? [{ label: 'github', source: github.avatar_url }] : []),
    ...(facebook?.link && facebook.picture ? [{ label: 'facebook', source: facebook.picture }] : []),
  ];
}
