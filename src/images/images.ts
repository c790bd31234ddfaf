import type { Metadata, Region, Sharp, SharpConstructor } from 'sharp';
import { BadRequest } from '../base/errors.ts';
import { createSemaphore } from '../crypto/semaphore.ts';

/** The accepted image types. SVG is not accepted, because it can contain scripts and links. */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';

export interface ImageLimits {
  /** The maximum width times height of the original. */
  readonly maxPixels: number;
  /** The maximum of the longer side of the result, in pixels. Larger images are scaled down. */
  readonly maxSide: number;
  /** The maximum size of the result, at least 1,000 bytes. Larger images are scaled down. */
  readonly maxBytes: number;
}

/** A square part of an image. */
export interface Square {
  /** Relative to the shorter side of the image: more than 0, at most 1. */
  readonly size: number;
  /** Position within the remaining space: 0 is left or top, 1 is right or bottom. */
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

/** 400: the file is not accepted as an image, with the reason. */
export class ImageRefused extends BadRequest {
  readonly fault: ImageFault;

  constructor(fault: ImageFault, cause?: unknown) {
    super('bad_request', { description: `The image ${faults[fault]}.`, cause });
    this.fault = fault;
  }
}

/** The type of an image by its first bytes; undefined for any other file. The name of the file does not count. */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'image/gif';
  return start.startsWith('RIFF') && start.endsWith('WEBP') ? 'image/webp' : undefined;
}

const places = createSemaphore({ name: 'images', width: 2, maxQueue: 32 });

/**
 * Redraws an image from its pixels, so that nothing else of the file remains: no metadata, and nothing hidden
 * before, between or after the image data. Of an animation, only the first frame is kept. JPEG and WebP keep
 * their type; others become PNG.
 * @param square the part to keep; default: the whole image
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
  // A small file may claim to be huge. The header gives its size before memory is allocated for pixels.
  const open = (limitInputPixels: number | false) =>
    sharp(bytes, { autoOrient: true, failOn: 'error', pages: 1, limitInputPixels });
  return places.run(async () => {
    const header = await refuseDamaged(open(false).metadata());
    if (header.width * header.height > limits.maxPixels) throw new ImageRefused('tooManyPixels');
    const area = square && areaOf(square, header.autoOrient);
    const whole = () => open(limits.maxPixels);
    const part = area ? () => whole().extract(area) : whole;
    const size = area ?? header;
    return refuseDamaged(encode(type, { ...size, isPalette: header.isPalette }, limits, part));
  });
}

/** In pixels of the displayed image, which may be rotated according to its metadata. */
function areaOf({ size, x, y }: Square, { width, height }: Metadata['autoOrient']): Region {
  const side = Math.max(1, Math.round(Math.min(width, height) * size));
  const [left, top] = [Math.round((width - side) * x), Math.round((height - side) * y)];
  return { left, top, width: side, height: side };
}

let loading: Promise<SharpConstructor> | undefined;

/** Loaded with the first image, since many servers never handle one. */
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

/** libvips's names of the decoders in use. All others are blocked, whatever type libvips detects. */
const decoders = ['Png', 'Jpeg', 'Nsgif', 'Webp'].map((format) => `VipsForeignLoad${format}Buffer`);

async function refuseDamaged<T>(work: Promise<T>): Promise<T> {
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
