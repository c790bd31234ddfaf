import { PayloadTooLarge } from '../../base/errors.ts';
import { randomPaddedToken } from '../../crypto/tokens.ts';
import { reencodeImage } from '../../images/images.ts';
import type { StoredImage } from './queries.ts';

/** Of an uploaded file, and of what is stored for any picture, in bytes. */
const maximumSize = 102_400;

const imageLimits = { maxPixels: 4096 * 4096, maxSide: 1024, maxBytes: maximumSize };

/** A picture drawn anew. */
export type Picture = StoredImage;

/**
 * What is stored for an uploaded file.
 * @throws PayloadTooLarge `file_too_large`, BadRequest, or Unavailable when too many images are waiting
 */
export async function pictureToStore(bytes: Uint8Array): Promise<Picture> {
  if (bytes.length > maximumSize) {
    throw new PayloadTooLarge('file_too_large', { description: `file: at most ${maximumSize} bytes` });
  }
  return drawPicture(bytes);
}

/**
 * A picture drawn anew, under a name that is new.
 * @throws BadRequest, or Unavailable when too many images are waiting
 */
export async function drawPicture(bytes: Uint8Array): Promise<Picture> {
  const image = await reencodeImage(bytes, imageLimits);
  return { imageId: randomPaddedToken(32), mediaType: image.mediaType, content: image.bytes };
}
