import type { GetAvatarImageRequest, GetAvatarImageResponse } from '../../../generated/operations.ts';
import type { Avatar } from '../../../generated/types.ts';
import { hasTag, readRange } from '../../web/byte-range.ts';
import type { ShownAvatar, StoredImage } from './queries.ts';

export function toAvatar({ label, source, imageId }: ShownAvatar, publicUrl: string): Avatar {
  return { label, source: source ?? imageUrl(publicUrl, imageId ?? '') };
}

/** The URL of a stored picture; without an id, the common prefix of all of them. */
export function imageUrl(publicUrl: string, imageId = ''): string {
  return `${publicUrl}/api/users/avatar/img/${imageId}`;
}

/**
 * Answers with a picture, the requested part of it, or 304. Browsers must not load or run anything in it, because it
 * comes from the origin where users sign in.
 * @throws RangeNotSatisfiable
 */
export function toImageResponse(
  { imageId, mediaType, content }: StoredImage,
  headers: GetAvatarImageRequest['headers'],
): GetAvatarImageResponse {
  const tag = `"${imageId}"`;
  const kept = { ETag: tag, 'Cache-Control': 'public, max-age=31536000, immutable' };
  if (hasTag(headers['if-none-match'], tag)) return { status: 304, headers: kept };
  const file = {
    contentType: mediaType,
    headers: {
      ...kept,
      'Accept-Ranges': 'bytes',
      'Content-Disposition': 'inline',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  };
  const range = (headers['if-range'] ?? tag) === tag && readRange(headers.range, content.length);
  if (!range) return { ...file, status: 200, body: content };
  const { first, last } = range;
  return {
    ...file,
    status: 206,
    headers: { ...file.headers, 'Content-Range': `bytes ${first}-${last}/${content.length}` },
    body: content.subarray(first, last + 1),
  };
}
