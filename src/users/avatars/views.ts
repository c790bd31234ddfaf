import type { Avatar } from '../../../generated/types.ts';

export interface AvatarColumns {
  readonly label: string;
  readonly source: string | null;
  /** Of the picture kept here; null when the avatar is a link. */
  readonly image_id: string | null;
}

export function toAvatar({ label, source, image_id }: AvatarColumns, publicUrl: string): Avatar {
  return { label, source: source ?? `${publicUrl}/api/users/avatar/img/${image_id}` };
}
