import type { VNode } from 'preact';
import { imageUrl } from '../users/avatars/views.ts';

/** A picture kept here, beside the words that say whose it is; nothing when there is none. */
export function Portrait({ imageId }: { imageId: string | null | undefined }): VNode | null {
  if (!imageId) return null;
  return <img class="portrait" src={imageUrl('', imageId)} alt="" width={48} height={48} />;
}
