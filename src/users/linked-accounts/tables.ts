import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

export interface UserGithubAccountTable {
  username: string;
  github_id: string;
  login: string;
  name: string;
  avatar_url: string;
  html_url: string;
  linked_at: Timestamp;
}

export type UserGithubAccountRow = Selectable<UserGithubAccountTable>;
export type NewUserGithubAccountRow = Insertable<UserGithubAccountTable>;
export type UserGithubAccountRowPatch = Updateable<UserGithubAccountTable>;

export interface UserFacebookAccountTable {
  username: string;
  facebook_id: string;
  name: string;
  link: string;
  picture: string;
  linked_at: Timestamp;
}

export type UserFacebookAccountRow = Selectable<UserFacebookAccountTable>;
export type NewUserFacebookAccountRow = Insertable<UserFacebookAccountTable>;
export type UserFacebookAccountRowPatch = Updateable<UserFacebookAccountTable>;
