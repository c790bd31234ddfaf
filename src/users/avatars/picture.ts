import { PayloadTooLarge } from '../../base/errors.ts';
import { randomPaddedToken } from '../../crypto/tokens.ts';
import { reencodeImage, type Square } from '../../images/images.ts';
import type { StoredImage } from './queries.ts';

/** The maximum size of an uploaded file, and of any stored picture, in bytes. */
const maximumSize = 102_400;

const imageLimits = { maxPixels: 4096 * 4096, maxSide: 1024, maxBytes: maximumSize };

/** A re-encoded picture. */
export type Picture = StoredImage;

/**
 * Converts an uploaded file into the picture to store.
 * @param square the part to keep; default: all of it
 * @throws PayloadTooLarge `file_too_large`, BadRequest, or Unavailable when too many images are waiting
 */
export async function pictureToStore(bytes: Uint8Array, square?: Square): Promise<Picture> {
  if (bytes.length > maximumSize) {
    throw new PayloadTooLarge('file_too_large', { description: `file: at most ${maximumSize} bytes` });
  }
  return drawPicture(bytes, square);
}

/**
 * Re-encodes a picture, under a new id.
 * @throws BadRequest, or Unavailable when too many images are waiting
 */
export async function drawPicture(bytes: Uint8Array, square?: Square): Promise<Picture> {
  const image = await reencodeImage(bytes, imageLimits, square);
  return { imageId: randomPaddedToken(32), mediaType: image.mediaType, content: image.bytes };
}
