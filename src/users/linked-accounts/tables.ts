import type { Bytes, Timestamp } from '../../db/columns.ts';

/** A provider whose accounts can be linked. */
export type ProviderName = 'github' | 'facebook';

export interface UserGithubAccountTable {
  username: string;
  github_id: string;
  login: string;
  name: string;
  avatar_url: string;
  html_url: string;
  linked_at: Timestamp;
}

export interface UserFacebookAccountTable {
  username: string;
  facebook_id: string;
  name: string;
  link: string;
  picture: string;
  linked_at: Timestamp;
}

/** The picture of a linked account, fetched once. It is deleted with the account. */
export interface LinkedAccountPictureTable {
  username: string;
  provider: ProviderName;
  image_id: string;
  media_type: string;
  content: Bytes;
  created_at: Timestamp;
}

/** Browsers that were sent to a provider and may return once, in the same session. */
export interface AccountLinkRequestTable {
  session_id: string;
  provider: ProviderName;
  state_hash: Bytes;
  created_at: Timestamp;
  expires_at: Timestamp;
}
