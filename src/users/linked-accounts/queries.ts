import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { StoredImage } from '../avatars/queries.ts';
import type { ProviderName } from './tables.ts';

const tables = { github: 'user_github_accounts', facebook: 'user_facebook_accounts' } as const;

/** A linked account as stored. */
export interface ExternalAccount {
  /** Digits, because ids of providers can exceed the exact range of a number. */
  readonly id: string;
  readonly name: string;
  /** The URL of the account's page; empty if unknown. Same for `picture`. */
  readonly link: string;
  readonly picture: string;
}

export interface ExternalGithubAccount extends ExternalAccount {
  readonly login: string;
}

export async function insertGithubAccount(
  trx: Transaction<Database>,
  username: string,
  { id, login, name, link, picture }: ExternalGithubAccount,
  linkedAt: Date,
): Promise<void> {
  const account = { github_id: id, login, name, html_url: link, avatar_url: picture };
  await trx
    .insertInto('user_github_accounts')
    .values({ username, ...account, linked_at: linkedAt })
    .execute();
}

export async function insertFacebookAccount(
  trx: Transaction<Database>,
  username: string,
  { id, name, link, picture }: ExternalAccount,
  linkedAt: Date,
): Promise<void> {
  await trx
    .insertInto('user_facebook_accounts')
    .values({ username, facebook_id: id, name, link, picture, linked_at: linkedAt })
    .execute();
}

/** @returns false when none was linked */
export async function deleteLinkedAccount(
  trx: Transaction<Database>,
  provider: ProviderName,
  username: string,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom(tables[provider])
    .where('username', '=', username)
    .executeTakeFirst();
  await trx
    .deleteFrom('linked_account_pictures')
    .where('username', '=', username)
    .where('provider', '=', provider)
    .execute();
  return numDeletedRows > 0n;
}

export async function insertLinkedPicture(
  trx: Transaction<Database>,
  { username, provider }: { readonly username: string; readonly provider: ProviderName },
  { imageId, mediaType, content }: StoredImage,
  createdAt: Date,
): Promise<void> {
  await trx
    .insertInto('linked_account_pictures')
    .values({ username, provider, image_id: imageId, media_type: mediaType, content, created_at: createdAt })
    .execute();
}

interface WithPicture {
  /** The id of the stored picture, if there is one. */
  readonly imageId: string | null;
}

export type LinkedGithubAccount = ExternalGithubAccount & WithPicture;
export type LinkedFacebookAccount = ExternalAccount & WithPicture;

const accountColumns = {
  github: sql`a.github_id::text as id, a.login, a.name, a.html_url as link, a.avatar_url as picture`,
  facebook: sql`a.facebook_id::text as id, a.name, a.link, a.picture`,
} as const;

/** A linked account as a JSON object (`LinkedGithubAccount`, `LinkedFacebookAccount`), or null; `u` is the user. */
export function linkedAccountOf(provider: ProviderName): RawBuilder<unknown> {
  return sql`(
    select row_to_json(l) from (
      select ${accountColumns[provider]}, p.image_id as "imageId" from ${sql.table(tables[provider])} a
      left join linked_account_pictures p on p.username = a.username and p.provider = ${sql.lit(provider)}
      where a.username = u.username
    ) l
  )`;
}

/** A linked account as shown to its owner. */
export interface LinkedAccount {
  readonly provider: ProviderName;
  readonly login: string;
  readonly name: string;
  readonly link: string;
  readonly linkedAt: Date;
  /** The id of the stored picture, if there is one. */
  readonly imageId: string | null;
}

export async function listLinkedAccounts(db: Kysely<Database>, username: string): Promise<LinkedAccount[]> {
  const { rows } = await sql<LinkedAccount>`
    select l.provider, l.login, l.name, l.link, l.linked_at as "linkedAt", p.image_id as "imageId" from (
      select username, 'github' as provider, login, name, html_url as link, linked_at from user_github_accounts
      union all select username, 'facebook', '', name, link, linked_at from user_facebook_accounts
    ) l
    left join linked_account_pictures p on p.username = l.username and p.provider = l.provider
    where l.username = ${username}`.execute(db);
  return rows;
}

/** A browser session that was sent to a provider. */
export interface LinkRequest {
  readonly sessionId: string;
  readonly provider: ProviderName;
  readonly stateHash: Buffer;
}

/** Stores a request, replacing an earlier one of the session. */
export async function upsertLinkRequest(
  db: Kysely<Database>,
  { sessionId, provider, stateHash }: LinkRequest,
  createdAt: Date,
  expiresAt: Date,
): Promise<void> {
  const row = {
    session_id: sessionId,
    provider,
    state_hash: stateHash,
    created_at: createdAt,
    expires_at: expiresAt,
  };
  await db
    .insertInto('account_link_requests')
    .values(row)
    .onConflict((conflict) => conflict.columns(['session_id', 'provider']).doUpdateSet(row))
    .execute();
}

/** Uses up a request. @returns false when the session has no valid request with this state */
export async function useLinkRequest(
  db: Kysely<Database>,
  { sessionId, provider, stateHash }: LinkRequest,
  now: Date,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('account_link_requests')
    .where('session_id', '=', sessionId)
    .where('provider', '=', provider)
    .where('state_hash', '=', stateHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
