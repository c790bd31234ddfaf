import { PayloadTooLarge } from '../../base/errors.ts';
import { randomPaddedToken } from '../../crypto/tokens.ts';
import { reencodeImage, type Square } from '../../images/images.ts';
import type { StoredImage } from './queries.ts';

/** Of an uploaded file, and of what is stored for any picture, in bytes. */
const maximumSize = 102_400;

const imageLimits = { maxPixels: 4096 * 4096, maxSide: 1024, maxBytes: maximumSize };

/** A picture drawn anew. */
export type Picture = StoredImage;

/**
 * What is stored for an uploaded file.
 * @param square the part that is kept; default: all of it
 * @throws PayloadTooLarge `file_too_large`, BadRequest, or Unavailable when too many images are waiting
 */
export async function pictureToStore(bytes: Uint8Array, square?: Square): Promise<Picture> {
  if (bytes.length > maximumSize) {
    throw new PayloadTooLarge('file_too_large', { description: `file: at most ${maximumSize} bytes` });
  }
  return drawPicture(bytes, square);
}

/**
 * A picture drawn anew, under a name that is new.
 * @throws BadRequest, or Unavailable when too many images are waiting
 */
export async function drawPicture(bytes: Uint8Array, square?: Square): Promise<Picture> {
  const image = await reencodeImage(bytes, imageLimits, square);
  return { imageId: randomPaddedToken(32), mediaType: image.mediaType, content: image.bytes };
}
