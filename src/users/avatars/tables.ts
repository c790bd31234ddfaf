import type { Bytes, Timestamp } from '../../db/columns.ts';

/** `source` is null for an uploaded picture, which is in `user_avatar_images`. */
export interface UserAvatarTable {
  username: string;
  label: string;
  source: string | null;
  position: number;
  created_at: Timestamp;
}

/** An uploaded picture. It is renamed and deleted with its avatar. */
export interface UserAvatarImageTable {
  username: string;
  label: string;
  image_id: string;
  media_type: string;
  content: Bytes;
  created_at: Timestamp;
}
