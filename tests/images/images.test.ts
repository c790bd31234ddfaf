import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { Unavailable } from '../../src/base/errors.ts';
import { type ImageLimits, ImageRefused, imageTypeOf, reencodeImage } from '../../src/images/images.ts';

const roomy: ImageLimits = { maxPixels: 1_000_000, maxSide: 1000, maxBytes: 1_000_000 };

/** Random pixels, which hardly compress. */
function noise(length: number): Buffer {
  return Buffer.from(
    Array.from({ length }, (_, index) => (Math.imul(index + 1, 2_654_435_761) >>> 13) & 255),
  );
}

function noisy(width: number, height: number, channels: 3 | 4 = 3): Sharp {
  return sharp(noise(width * height * channels), { raw: { width, height, channels } });
}

const kinds = ['png', 'jpeg', 'gif', 'webp'] as const;
type Kind = (typeof kinds)[number];

const sample = (kind: Kind, width = 64, height = 48) => noisy(width, height).toFormat(kind).toBuffer();
const pixelsOf = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();

async function refusalOf(bytes: Uint8Array, limits = roomy): Promise<string> {
  const refused = await reencodeImage(bytes, limits).catch((error: unknown) => error);
  if (refused instanceof ImageRefused && refused.status === 400) return refused.fault;
  throw new Error('the image was not refused', { cause: refused });
}

describe('an image', () => {
  test.each([
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['gif', 'image/png'],
    ['webp', 'image/webp'],
  ] as const)('in %s comes out as %s', async (kind, mediaType) => {
    const image = await reencodeImage(await sample(kind), roomy);
    expect([image.mediaType, imageTypeOf(image.bytes)]).toEqual([mediaType, mediaType]);
    const { width, height } = await sharp(image.bytes).metadata();
    expect([width, height]).toEqual([64, 48]);
  });

  test.each([3, 4] as const)('in PNG with %d channels keeps every pixel', async (channels) => {
    const sent = await noisy(40, 30, channels).png().toBuffer();
    const { bytes } = await reencodeImage(sent, roomy);
    expect((await pixelsOf(bytes)).equals(await pixelsOf(sent))).toBe(true);
  });

  test('with a palette keeps every pixel and its palette', async () => {
    const colours = Buffer.from(
      Array.from({ length: 100 * 100 }, (_, index) => [index % 200, (index * 7) % 200, 9]).flat(),
    );
    const sent = await sharp(colours, { raw: { width: 100, height: 100, channels: 3 } })
      .png({ palette: true, dither: 0 })
      .toBuffer();
    const { bytes } = await reencodeImage(sent, roomy);
    expect((await sharp(bytes).metadata()).isPalette).toBe(true);
    expect((await pixelsOf(bytes)).equals(await pixelsOf(sent))).toBe(true);
  });

  test.each(['gif', 'webp'] as const)('in animated %s keeps only its first frame', async (kind) => {
    const frames = ['red', 'lime', 'blue'].map((background) =>
      sharp({ create: { width: 8, height: 8, channels: 3, background } })
        .png()
        .toBuffer(),
    );
    const sent = await sharp(await Promise.all(frames), { join: { animated: true } })
      .toFormat(kind)
      .toBuffer();
    expect((await sharp(sent).metadata()).pages).toBe(3);
    const { bytes } = await reencodeImage(sent, roomy);
    const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([8, 8]);
    expect([(data[0] ?? 0) > 240, (data[1] ?? 255) < 15, (data[2] ?? 255) < 15]).toEqual([true, true, true]);
  });
});

describe('what else is in the file', () => {
  const secret = 'Behind the bakery 52.37N';

  test.each(['png', 'jpeg', 'webp'] as const)('metadata of %s is gone', async (kind) => {
    const sent = await noisy(20, 20)
      .withExif({ IFD0: { Copyright: secret } })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${secret}</x:xmpmeta>`)
      .withIccProfile('p3')
      .toFormat(kind)
      .toBuffer();
    expect(sent.includes(secret)).toBe(true);
    const { bytes } = await reencodeImage(sent, roomy);
    const { exif, xmp, icc, iptc } = await sharp(bytes).metadata();
    expect([exif, xmp, icc, iptc]).toEqual([undefined, undefined, undefined, undefined]);
    expect(bytes.includes(secret)).toBe(false);
  });

  test('the orientation is applied before it is dropped', async () => {
    const sent = await noisy(30, 10).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { bytes } = await reencodeImage(sent, roomy);
    const { width, height, orientation } = await sharp(bytes).metadata();
    expect([width, height, orientation]).toEqual([10, 30, undefined]);
  });

  const script = '<script>alert(document.domain)</script>';

  test.each(kinds)('a page or an archive behind %s is gone', async (kind) => {
    const archive = Buffer.from('PK\x03\x04 evil.zip', 'latin1');
    const sent = Buffer.concat([await sample(kind), Buffer.from(script), archive]);
    const { bytes } = await reencodeImage(sent, roomy);
    expect([bytes.includes('script'), bytes.includes('evil.zip')]).toEqual([false, false]);
  });

  test('a page in the comment of a JPEG is gone', async () => {
    const jpeg = await sample('jpeg');
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, script.length + 2]), Buffer.from(script)]);
    const sent = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
    expect((await reencodeImage(sent, roomy)).bytes.includes('script')).toBe(false);
  });

  test('a page in a text chunk of a PNG is gone', async () => {
    const png = await sample('png');
    const sent = Buffer.concat([
      png.subarray(0, 33),
      chunk('tEXt', Buffer.from(`Comment\0${script}`)),
      png.subarray(33),
    ]);
    expect((await reencodeImage(sent, roomy)).bytes.includes('script')).toBe(false);
  });
});

/** A chunk of a PNG file (PNG specification, section 5.3). */
function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A PNG of one bit per pixel that declares this size. */
function pngClaiming(width: number, height: number, pixels: Buffer): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(pixels))];
  return Buffer.concat([signature, ...parts, chunk('IEND', Buffer.alloc(0))]);
}

/** A GIF whose screen and only frame declare this size (GIF89a, sections 18 and 20). */
function gifClaiming(width: number, height: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16LE(width, 0);
  size.writeUInt16LE(height, 2);
  const screen = [Buffer.from('GIF89a'), size, Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255])];
  const frame = [Buffer.from([0x2c, 0, 0, 0, 0]), size, Buffer.from([0, 2, 2, 0x44, 0x01, 0, 0x3b])];
  return Buffer.concat([...screen, ...frame]);
}

describe('a file is refused', () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>`;

  test.each([
    ['SVG', svg],
    ['SVG behind a byte order mark', `\ufeff${svg}`],
    ['SVG behind an XML declaration', `<?xml version="1.0"?>${svg}`],
    ['SVG in gzip', Buffer.from('1f8b0800000000000003b3290600', 'hex')],
    ['a page', '<!doctype html><title>GIF89a</title>'],
    ['PDF', '%PDF-1.7'],
    ['a bitmap', 'BM\x46\x00\x00\x00'],
    ['TIFF', 'II*\x00'],
    ['an archive', 'PK\x03\x04'],
    ['sound in a RIFF container', 'RIFF\x24\x00\x00\x00WAVEfmt '],
    ['AVIF', '\x00\x00\x00\x20ftypavif'],
    ['the end of a PNG signature', 'PNG\r\n\x1a\n'],
    ['nothing', ''],
  ])('when it is %s', async (_what, content) => {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    expect(imageTypeOf(bytes)).toBeUndefined();
    expect(await refusalOf(bytes)).toBe('unknownType');
  });

  test.each([
    ['a PNG', '\x89PNG\r\n\x1a\n'],
    ['a JPEG', '\xff\xd8\xff\xe0'],
    ['a GIF', 'GIF89a'],
    ['a WebP', 'RIFF\x00\x01\x00\x00WEBPVP8 '],
    ['a GIF that is a script', 'GIF89a/*'],
  ])('when it is SVG that begins like %s', async (_what, start) => {
    expect(await refusalOf(Buffer.from(`${start}${svg}`, 'latin1'))).toBe('damaged');
  });

  test.each(kinds)('when a part of the %s is missing', async (kind) => {
    const whole = await sample(kind);
    for (const part of [0.25, 0.5, 0.75, 0.95]) {
      expect(await refusalOf(whole.subarray(0, whole.length * part))).toBe('damaged');
    }
  });

  test('when a part of the PNG is not what its checksum says', async () => {
    const png = await sample('png');
    const middle = png.length >> 1;
    png.writeUInt8(png.readUInt8(middle) ^ 0xff, middle);
    expect(await refusalOf(png)).toBe('damaged');
  });

  test('when it has more pixels than allowed, by one line', async () => {
    const limits = { ...roomy, maxPixels: 400 };
    expect((await reencodeImage(await sample('png', 20, 20), limits)).mediaType).toBe('image/png');
    expect(await refusalOf(await sample('png', 20, 21), limits)).toBe('tooManyPixels');
  });
});

describe('a small file that would be a huge image', () => {
  test('is refused by what its PNG header says', async () => {
    const nothing = Buffer.alloc(0);
    expect(await refusalOf(pngClaiming(50_000, 50_000, nothing))).toBe('tooManyPixels');
    expect(await refusalOf(pngClaiming(50_000, 10, nothing))).toBe('damaged');
  });

  test('is refused by what its GIF header says', async () => {
    expect((await reencodeImage(gifClaiming(1, 1), roomy)).mediaType).toBe('image/png');
    expect(await refusalOf(gifClaiming(65_535, 65_535))).toBe('tooManyPixels');
  });

  test('is refused when all of its pixels are there, without unpacking them', async () => {
    const side = 16_000;
    const bomb = pngClaiming(side, side, Buffer.alloc((side / 8 + 1) * side));
    expect((await sharp(bomb, { limitInputPixels: false }).metadata()).width).toBe(side);
    expect(bomb.length).toBeLessThan(100_000);
    const before = process.memoryUsage().rss;
    expect(await refusalOf(bomb)).toBe('tooManyPixels');
    expect(process.memoryUsage().rss - before).toBeLessThan(side * side);
  });
});

describe('the resulting image', () => {
  test.each(kinds)('is scaled down to the longest side allowed, from %s', async (kind) => {
    const { bytes } = await reencodeImage(await sample(kind, 200, 100), { ...roomy, maxSide: 50 });
    const { width, height } = await sharp(bytes).metadata();
    expect([width, height]).toEqual([50, 25]);
  });

  test('is not scaled up', async () => {
    const { bytes } = await reencodeImage(await sample('png', 3, 2), roomy);
    const { width, height } = await sharp(bytes).metadata();
    expect([width, height]).toEqual([3, 2]);
  });

  test.each(kinds)('is scaled down until it has few enough bytes, from %s', async (kind) => {
    const sent = await sample(kind, 300, 300);
    const full = await reencodeImage(sent, roomy);
    const limits = { ...roomy, maxBytes: Math.floor(full.bytes.length / 3) };
    const { bytes } = await reencodeImage(sent, limits);
    expect(bytes.length).toBeLessThanOrEqual(limits.maxBytes);
    expect((await sharp(bytes).metadata()).width).toBeLessThan(300);
  });

  test('is one pixel large in the end, however few bytes are allowed', async () => {
    const { bytes } = await reencodeImage(await sample('png'), { ...roomy, maxBytes: 1 });
    expect((await sharp(bytes).metadata()).width).toBe(1);
  });
});

describe('the decoders', () => {
  test('of all other formats are switched off', async () => {
    await reencodeImage(await sample('png'), roomy);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(sharp(svg).metadata()).rejects.toThrow('unsupported image format');
    const tiff = await noisy(9, 9).tiff().toBuffer();
    await expect(sharp(tiff).metadata()).rejects.toThrow('unsupported image format');
  });

  test('return an image or a refusal for any bytes', async () => {
    const samples = await Promise.all(kinds.map((kind) => sample(kind, 16, 16)));
    const changes = fc.array(fc.tuple(fc.nat({ max: 2000 }), fc.nat({ max: 255 })), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...samples), changes, async (whole, list) => {
        const bytes = Buffer.from(whole);
        for (const [place, value] of list) bytes.writeUInt8(value, place % bytes.length);
        const outcome = await reencodeImage(bytes, roomy).catch((error: unknown) => error);
        if (!(outcome instanceof ImageRefused)) expect(outcome).toHaveProperty('bytes');
      }),
      { numRuns: 300 },
    );
  });
});

test('images that arrive at once are queued, and refused beyond the queue', async () => {
  const png = await sample('png');
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => reencodeImage(png, roomy)));
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(refused).toHaveLength(6);
  expect(refused.every((error) => error instanceof Unavailable)).toBe(true);
});

describe('a square of an image', () => {
  /** From left to right: red, green and blue. */
  const stripes = async (kind: Kind) => {
    const pixel = (x: number) => [0, 1, 2].map((each) => (Math.floor(x / 10) === each ? 255 : 0));
    const row = Array.from({ length: 30 }, (_, x) => pixel(x)).flat();
    const raw = { width: 30, height: 10, channels: 3 } as const;
    return sharp(Buffer.from(Array.from({ length: 10 }, () => row).flat()), { raw })
      .toFormat(kind)
      .toBuffer();
  };

  test.each([
    ['left', { size: 1, x: 0, y: 0 }, [255, 0, 0]],
    ['middle', { size: 1, x: 0.5, y: 0.5 }, [0, 255, 0]],
    ['right', { size: 1, x: 1, y: 1 }, [0, 0, 255]],
  ])('is kept: %s', async (_where, square, colour) => {
    const { bytes } = await reencodeImage(await stripes('png'), roomy, square);
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, [...new Set(data)].sort()]).toEqual([10, 10, [0, 255]]);
    expect([...data.subarray(0, 3)]).toEqual(colour);
  });

  test('may be smaller than the shorter side, and is at least a pixel', async () => {
    const sizeOf = async (size: number) => {
      const { bytes } = await reencodeImage(await stripes('png'), roomy, { size, x: 1, y: 0 });
      const { width, height } = await sharp(bytes).metadata();
      return [width, height];
    };
    expect(await sizeOf(0.5)).toEqual([5, 5]);
    expect(await sizeOf(0.001)).toEqual([1, 1]);
  });

  test('is cut from the image as displayed, after its orientation is applied', async () => {
    const turned = await sharp(await stripes('jpeg'))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { bytes } = await reencodeImage(turned, roomy, { size: 1, x: 0, y: 0 });
    const [red = 0, green = 0, blue = 0] = await sharp(bytes).raw().toBuffer();
    expect([red > 200, green < 60, blue < 60]).toEqual([true, true, true]);
  });
});
