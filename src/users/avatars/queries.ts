import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { EntryKind, Labelled } from '../labelled-entries/queries.ts';
import type { LinkedFacebookAccount, LinkedGithubAccount } from '../linked-accounts/queries.ts';
import { linkedAccountOf } from '../linked-accounts/queries.ts';

/** An avatar as stored. */
export interface AvatarEntry extends Labelled {
  /** Null for an uploaded picture. */
  readonly source: string | null;
}

export const avatarKind: EntryKind<'user_avatars', AvatarEntry> = {
  table: 'user_avatars',
  sharedAs: ['avatars'],
  columns: ({ source }) => ({ source }),
  read: ({ label, source }) => ({ label, source }),
};

/** An avatar with its picture. */
export interface ShownAvatar extends AvatarEntry {
  /** The id of the uploaded picture; null when the avatar is a link. */
  readonly imageId: string | null;
}

/** A picture as stored. */
export interface StoredImage {
  readonly imageId: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

/** The stored avatars in the order of adding, and the linked accounts, which have pictures too. */
export interface AvatarsOfUser {
  readonly stored: readonly ShownAvatar[];
  readonly github: LinkedGithubAccount | null;
  readonly facebook: LinkedFacebookAccount | null;
}

/** One statement. @returns undefined when there is no such user */
export async function findAvatars(
  db: Kysely<Database>,
  username: string,
): Promise<AvatarsOfUser | undefined> {
  const { rows } = await sql<AvatarsOfUser>`
    select
      (
        select coalesce(json_agg(
          json_build_object('label', a.label, 'source', a.source, 'imageId', i.image_id) order by a.position, a.label
        ), '[]')
        from user_avatars a left join user_avatar_images i on i.username = a.username and i.label = a.label
        where a.username = u.username
      ) as stored,
      ${linkedAccountOf('github')} as github,
      ${linkedAccountOf('facebook')} as facebook
    from users u
    where u.username = ${username}`.execute(db);
  return rows[0];
}

export async function listLabels(db: Kysely<Database>, username: string): Promise<string[]> {
  const rows = await db.selectFrom('user_avatars').select('label').where('username', '=', username).execute();
  return rows.map((row) => row.label);
}

/** Finds an avatar and locks it until the transaction ends. */
export function lockAvatar(
  trx: Transaction<Database>,
  username: string,
  label: string,
): Promise<ShownAvatar | undefined> {
  return trx
    .selectFrom('user_avatars as a')
    .leftJoin('user_avatar_images as i', (join) =>
      join.onRef('i.username', '=', 'a.username').onRef('i.label', '=', 'a.label'),
    )
    .select(['a.label', 'a.source', 'i.image_id as imageId'])
    .where('a.username', '=', username)
    .where('a.label', '=', label)
    .forUpdate('a')
    .executeTakeFirst();
}

/** Finds a stored picture, uploaded or of a linked account. */
export function findImage(db: Kysely<Database>, imageId: string): Promise<StoredImage | undefined> {
  const imageIn = (table: 'user_avatar_images' | 'linked_account_pictures') =>
    db
      .selectFrom(table)
      .select(['image_id as imageId', 'media_type as mediaType', 'content'])
      .where('image_id', '=', imageId);
  return imageIn('user_avatar_images').unionAll(imageIn('linked_account_pictures')).executeTakeFirst();
}

interface NamedAvatar extends Labelled {
  readonly username: string;
}

/** Stores the picture of an avatar, replacing an existing one. */
export async function insertOrUpdateImage(
  trx: Transaction<Database>,
  { username, label }: NamedAvatar,
  { imageId, mediaType, content }: StoredImage,
  createdAt: Date,
): Promise<void> {
  const image = { image_id: imageId, media_type: mediaType, content, created_at: createdAt };
  await trx
    .insertInto('user_avatar_images')
    .values({ username, label, ...image })
    .onConflict((conflict) => conflict.columns(['username', 'label']).doUpdateSet(image))
    .execute();
}

export async function deleteImage(
  trx: Transaction<Database>,
  { username, label }: NamedAvatar,
): Promise<void> {
  await trx
    .deleteFrom('user_avatar_images')
    .where('username', '=', username)
    .where('label', '=', label)
    .execute();
}
