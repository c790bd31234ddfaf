import type { VNode } from 'preact';
import { imageUrl } from '../users/avatars/views.ts';

/** A stored picture of a user, next to the user's name; nothing when there is none. */
export function AvatarImage({ imageId }: { imageId: string | null | undefined }): VNode | null {
  if (!imageId) return null;
  return <img class="portrait" src={imageUrl('', imageId)} alt="" width={48} height={48} />;
}
