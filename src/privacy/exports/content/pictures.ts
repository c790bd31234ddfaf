import type { UserAvatarImageRow } from '../../../users/avatars/tables.ts';

/** Where a picture is in an archive. */
export function pictureFile({
  image_id,
  media_type,
}: Pick<UserAvatarImageRow, 'image_id' | 'media_type'>): string {
  return `avatars/${image_id}.${media_type.slice('image/'.length)}`;
}
