import type { Metadata, Region, Sharp, SharpConstructor } from 'sharp';
import { BadRequest } from '../base/errors.ts';
import { createSemaphore } from '../crypto/semaphore.ts';

/** The kinds of picture that are taken. SVG is not among them: it can hold scripts and links. */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';

export interface ImageLimits {
  /** Width times height of the image that comes in. */
  readonly maxPixels: number;
  /** The longer side of the image that goes out, in pixels; a larger one is scaled down. */
  readonly maxSide: number;
  /** The size of the file that goes out, a kilobyte at least; a larger one is scaled down. */
  readonly maxBytes: number;
}

/** A square part of an image. */
export interface Square {
  /** Of the shorter side of the image: more than 0, at most 1. */
  readonly size: number;
  /** Where it lies in the room that it leaves: 0 is left or top, 1 right or bottom. */
  readonly x: number;
  readonly y: number;
}

export interface ReencodedImage {
  readonly bytes: Buffer;
  readonly mediaType: Exclude<ImageType, 'image/gif'>;
}

const faults = {
  unknownType: 'is not a PNG, JPEG, GIF or WebP image',
  damaged: 'is damaged or incomplete',
  tooManyPixels: 'has too many pixels',
} as const;

export type ImageFault = keyof typeof faults;

/** 400: a file that is not taken as an image, and why. */
export class ImageRefused extends BadRequest {
  readonly fault: ImageFault;

  constructor(fault: ImageFault, cause?: unknown) {
    super('bad_request', { description: `The image ${faults[fault]}.`, cause });
    this.fault = fault;
  }
}

/** What a file is by its first bytes, whatever it is called; undefined for anything but the kinds taken. */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'image/gif';
  return start.startsWith('RIFF') && start.endsWith('WEBP') ? 'image/webp' : undefined;
}

const places = createSemaphore({ name: 'images', width: 2, maxQueue: 32 });

/**
 * Draws an image anew from its pixels, so that nothing else of the file is left: no metadata, nothing hidden before,
 * between or behind the image data. The first frame of an animation stands for all. JPEG and WebP stay what they are,
 * the others become PNG.
 * @param square the part that is kept; default: all of it
 * @throws ImageRefused, or Unavailable when too many images are waiting
 */
export async function reencodeImage(
  bytes: Uint8Array,
  limits: ImageLimits,
  square?: Square,
): Promise<ReencodedImage> {
  const type = imageTypeOf(bytes);
  if (!type) throw new ImageRefused('unknownType');
  const sharp = await loadSharp();
  // A small file may claim to be huge: its size is known from the header, before memory is taken for any pixel.
  const open = (limitInputPixels: number | false) =>
    sharp(bytes, { autoOrient: true, failOn: 'error', pages: 1, limitInputPixels });
  return places.run(async () => {
    const header = await undamaged(open(false).metadata());
    if (header.width * header.height > limits.maxPixels) throw new ImageRefused('tooManyPixels');
    const area = square && areaOf(square, header.autoOrient);
    const whole = () => open(limits.maxPixels);
    const part = area ? () => whole().extract(area) : whole;
    const size = area ?? header;
    return undamaged(encode(type, { ...size, isPalette: header.isPalette }, limits, part));
  });
}

/** In pixels of the image as it is seen, which is turned as its metadata say. */
function areaOf({ size, x, y }: Square, { width, height }: Metadata['autoOrient']): Region {
  const side = Math.max(1, Math.round(Math.min(width, height) * size));
  const [left, top] = [Math.round((width - side) * x), Math.round((height - side) * y)];
  return { left, top, width: side, height: side };
}

let loading: Promise<SharpConstructor> | undefined;

/** Loaded with the first image: most servers start and many stop without having seen one. */
function loadSharp(): Promise<SharpConstructor> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: decoders });
    return sharp;
  });
  return loading;
}

/** The names libvips has for the decoders in use; all others are switched off, whatever a file looks like to it. */
const decoders = ['Png', 'Jpeg', 'Nsgif', 'Webp'].map((format) => `VipsForeignLoad${format}Buffer`);

async function undamaged<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new ImageRefused('damaged', cause);
  }
}

async function encode(
  type: ImageType,
  { width, height, isPalette }: Pick<Metadata, 'width' | 'height' | 'isPalette'>,
  { maxSide, maxBytes }: ImageLimits,
  open: () => Sharp,
): Promise<ReencodedImage> {
  let side = Math.min(maxSide, Math.max(width, height));
  for (;;) {
    const image = open().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
    const encoded = await toFormat(image, type, isPalette);
    if (encoded.bytes.length <= maxBytes || side === 1) return encoded;
    side = Math.max(1, Math.floor(side * 0.7));
  }
}

async function toFormat(image: Sharp, type: ImageType, isPalette: boolean): Promise<ReencodedImage> {
  if (type === 'image/jpeg') return { bytes: await image.jpeg({ quality: 90 }).toBuffer(), mediaType: type };
  if (type === 'image/webp') return { bytes: await image.webp({ quality: 90 }).toBuffer(), mediaType: type };
  const bytes = await image.png({ palette: isPalette, dither: 0 }).toBuffer();
  return { bytes, mediaType: 'image/png' };
}
