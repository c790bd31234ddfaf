import { BadRequest, PayloadTooLarge } from '../../base/errors.ts';
import { isWebAddress } from '../../base/web-address.ts';
import { imageTypeOf, reencodeImage } from '../../images/images.ts';

/** The maximum size of the text, in bytes. */
const maximumSize = 5_242_880;

/** The limits of an image. In base64, with the beginning of a data URL, it must fit into the text. */
const imageLimits = { maxPixels: 4096 * 4096, maxSide: 2048, maxBytes: ((maximumSize - 64) / 4) * 3 };

const dataUrlStart = /^data:(image\/[a-z.+-]+);base64,/i;

/**
 * What to store for a logo: a URL unchanged, an image re-encoded, an empty text unchanged. This server never opens the
 * URL.
 * @throws PayloadTooLarge `file_too_large`, BadRequest, or Unavailable when too many images are waiting
 */
export async function logoToStore(text: string): Promise<string> {
  if (Buffer.byteLength(text) > maximumSize) {
    throw new PayloadTooLarge('file_too_large', { description: `logo: at most ${maximumSize} bytes` });
  }
  if (text === '' || isWebAddress(text)) return text;
  return imageToStore(text);
}

async function imageToStore(text: string): Promise<string> {
  const { declaredType, bytes } = readDataUrl(text);
  const type = imageTypeOf(bytes);
  if (type && type !== declaredType) throw badLogo(`is ${type}, not ${declaredType}`);
  const image = await reencodeImage(bytes, imageLimits);
  return `data:${image.mediaType};base64,${image.bytes.toString('base64')}`;
}

/** Reads the media type and the bytes of a data URL (RFC 2397). @throws BadRequest */
function readDataUrl(text: string): { readonly declaredType: string; readonly bytes: Buffer } {
  const [start, type] = dataUrlStart.exec(text.slice(0, 100)) ?? [];
  if (!start || !type) throw badLogo('must be an image as a base64 data URL, an http(s) URL, or empty');
  const encoded = text.slice(start.length);
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) throw badLogo('the base64 is damaged');
  return { declaredType: type.toLowerCase().replace(/^image\/jpg$/, 'image/jpeg'), bytes };
}

function badLogo(rule: string): BadRequest {
  return new BadRequest('bad_request', { description: `body.logo: ${rule}` });
}
