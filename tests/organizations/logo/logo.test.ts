import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization, organizationToken } from '../../support/organizations.ts';
import { callsTo, expectRefusals, newOutsiders } from '../outsiders.ts';

let app: TestApp;
let asOwner: ReturnType<typeof callsTo>;
let anonymously: ReturnType<typeof callsTo>;

beforeAll(async () => {
  app = await openTestApp();
  const { token } = await newUser(app, { username: 'ann' });
  await newOrganization(app.database.db, 'shop', { owner: 'ann' });
  asOwner = callsTo(app, 'shop', token);
  anonymously = callsTo(app, 'shop');
});

afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('organization_logos').execute();
});

const maximumSize = 5_242_880;
const put = (logo: unknown) => asOwner('put', '/logo', { logo });
const stored = async () =>
  (await app.database.db.selectFrom('organization_logos').select(['globalid', 'logo']).execute()).map(
    ({ globalid, logo }) => [globalid, logo],
  );

const dataUrl = (mediaType: string, bytes: Uint8Array) =>
  `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;

const picture = (width = 6, height = 4) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } });

function readPicture(logo: string): { mediaType: string; bytes: Buffer } {
  const [, mediaType = '', encoded = ''] = /^data:([^;]*);base64,(.*)$/.exec(logo) ?? [];
  return { mediaType, bytes: Buffer.from(encoded, 'base64') };
}

describe('setOrganizationLogo', () => {
  test.each([
    ['png', 'image/png', 'image/png'],
    ['jpeg', 'image/jpeg', 'image/jpeg'],
    ['jpeg', 'image/jpg', 'image/jpeg'],
    ['gif', 'image/gif', 'image/png'],
    ['webp', 'image/webp', 'image/webp'],
    ['png', 'IMAGE/PNG', 'image/png'],
  ] as const)('stores %s called %s as %s', async (format, called, mediaType) => {
    const response = await put(dataUrl(called, await picture().toFormat(format).toBuffer()));
    expect(response.status).toBe(200);
    const image = readPicture(response.body.logo);
    const { width, height, format: found } = await sharp(image.bytes).metadata();
    expect([image.mediaType, `image/${found}`, width, height]).toEqual([mediaType, mediaType, 6, 4]);
    expect(await stored()).toEqual([['shop', response.body.logo]]);
    expect((await anonymously('get', '/logo')).body).toEqual(response.body);
  });

  test('stores only the picture: no location, no name, no trailing data', async () => {
    const photo = await picture()
      .withExif({ IFD0: { Artist: 'Ann of Bakery WorkerPool' } })
      .jpeg()
      .toBuffer();
    const page = Buffer.from('<script>alert(1)</script>');
    const response = await put(dataUrl('image/jpeg', Buffer.concat([photo, page])));
    const { bytes } = readPicture(response.body.logo);
    expect([bytes.includes('Ann of'), bytes.includes('script')]).toEqual([false, false]);
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  });

  test('scales a picture down to 2048 pixels', async () => {
    const response = await put(dataUrl('image/png', await picture(4096, 4096).png().toBuffer()));
    expect((await sharp(readPicture(response.body.logo).bytes).metadata()).width).toBe(2048);
  });

  test('replaces an earlier logo', async () => {
    await put('https://shop.com/old.png').expect(200);
    await put('https://shop.com/new.png').expect(200);
    expect(await stored()).toEqual([['shop', 'https://shop.com/new.png']]);
  });

  test.each([
    'https://shop.com/logo.png',
    'http://shop.com:8080/a/b?size=2&x=%20#top',
    'HTTPS://SHOP.COM',
    'https://xn--caf-dma.com/caf\u00e9.png',
    "https://shop.com/it's(1).png",
  ])('stores the web address %s as it is', async (logo) => {
    const response = await put(logo);
    expect([response.status, response.body]).toEqual([200, { logo }]);
    expect(await stored()).toEqual([['shop', logo]]);
  });

  test('never opens a web address', async () => {
    let visits = 0;
    const server = createServer((_request, response) => {
      visits += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await put(`http://127.0.0.1:${port}/logo.png`).expect(200);
    await anonymously('get', '/logo').expect(200);
    await new Promise((resolve) => server.close(resolve));
    expect(visits).toBe(0);
  });

  test('removes the logo when the body is empty', async () => {
    await put('https://shop.com/logo.png').expect(200);
    const response = await put('');
    expect([response.status, response.body]).toEqual([200, { logo: '' }]);
    expect(await stored()).toEqual([]);
  });

  test.each([
    'javascript:alert(1)',
    'ftp://shop.com/logo.png',
    'file:///etc/passwd',
    '//shop.com/logo.png',
    'shop.com/logo.png',
    '/logo.png',
    'https://',
    'https:shop.com',
    'https://shop.com/a b.png',
    'https://shop.com/"onerror="alert(1)',
    'https://shop.com/<script>',
    'https://shop.com\\@evil.com/',
    'https://shop.com/\n',
    ' https://shop.com/',
    'https://shop.com/\u202egnp.exe',
    'http://[::1/',
    'blob:https://shop.com/1',
    'logo',
    ' ',
    'data:,logo',
    'data:text/html,<script>alert(1)</script>',
    'data:text/html;base64,PHNjcmlwdD4=',
    'data:image/png,logo',
    'data:image/png;base64,',
    'data:image/png;base64;utf8,AAAA',
    'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
  ])('refuses %j', async (logo) => {
    await put('https://shop.com/logo.png').expect(200);
    const response = await put(logo);
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await stored()).toEqual([['shop', 'https://shop.com/logo.png']]);
  });

  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';

  test.each([
    ['SVG', 'image/svg+xml', async () => Buffer.from(svg)],
    ['SVG called PNG', 'image/png', async () => Buffer.from(svg)],
    ['PNG called SVG', 'image/svg+xml', () => picture().png().toBuffer()],
    ['PNG called JPEG', 'image/jpeg', () => picture().png().toBuffer()],
    ['TIFF', 'image/tiff', () => picture().tiff().toBuffer()],
    ['SVG that begins like a GIF', 'image/gif', async () => Buffer.from(`GIF89a${svg}`)],
    ['half a PNG', 'image/png', async () => (await picture(50, 50).png().toBuffer()).subarray(0, 90)],
    ['more than 4096 x 4096 pixels', 'image/png', () => picture(4097, 4096).png().toBuffer()],
  ])('refuses %s', async (_what, mediaType, make) => {
    const response = await put(dataUrl(mediaType, await make()));
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(typeof response.body.error_description).toBe('string');
    expect(await stored()).toEqual([]);
  });

  test.each([
    ['letters that are not base64', (encoded: string) => encoded.replace('i', '*')],
    ['a line break', (encoded: string) => `${encoded.slice(0, 40)}\n${encoded.slice(40)}`],
    ['something behind its end', (encoded: string) => `${encoded}=<b>`],
    ['the alphabet for URLs', (encoded: string) => `${encoded.slice(0, 40)}____${encoded.slice(40)}`],
  ])('refuses base64 with %s', async (_what, damage) => {
    const encoded = (await picture().png().toBuffer()).toString('base64');
    const response = await put(`data:image/png;base64,${damage(encoded)}`);
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
  });

  test.each([
    ['nothing', undefined],
    ['no logo', '{}'],
    ['a number', '{"logo":5}'],
    ['null', '{"logo":null}'],
    ['a list', '{"logo":["https://shop.com/logo.png"]}'],
    ['text alone', '"https://shop.com/logo.png"'],
    ['NUL', '{"logo":"https://shop.com/\\u0000"}'],
  ])('refuses %s', async (_what, body) => {
    const response = await asOwner('put', '/logo', body);
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await stored()).toEqual([]);
  });

  test('accepts a picture of maximum size, and stores no larger one', async () => {
    const start = 'data:image/png;base64,';
    const room = Math.floor((maximumSize - start.length) / 4) * 3;
    const noisy = await sharp({
      create: {
        ...{ width: 1200, height: 1000, channels: 3, background: 'black' },
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png({ compressionLevel: 1 })
      .toBuffer();
    const filled = Buffer.concat([noisy, Buffer.alloc(room - noisy.length)]);
    const logo = dataUrl('image/png', filled);
    expect(maximumSize - logo.length).toBeLessThan(4);
    const response = await put(logo);
    expect(response.status).toBe(200);
    expect(response.body.logo.length).toBeLessThanOrEqual(maximumSize);
    expect((await anonymously('get', '/logo')).body).toEqual(response.body);
  });

  test.each([
    ['a byte more than 5242880', `https://shop.com/${'x'.repeat(maximumSize - 16)}`],
    ['fewer letters than that, but more bytes', `https://shop.com/${'\u00e9'.repeat(maximumSize / 2)}`],
    ['more than any body may have', 'x'.repeat(7 * 1024 * 1024)],
  ])('responds 413 to %s', async (_what, logo) => {
    const response = await put(logo);
    expect([response.status, response.body.error]).toEqual([413, 'file_too_large']);
    expect(await stored()).toEqual([]);
  });

  test('accepts exactly 5242880 bytes', async () => {
    const logo = `https://shop.com/${'x'.repeat(maximumSize - 17)}`;
    expect((await put(logo)).status).toBe(200);
    expect(await stored()).toEqual([['shop', logo]]);
  });

  test('accepts a body whose JSON has every slash escaped', async () => {
    const logo = 'https://shop.com/logo.png';
    const response = await asOwner('put', '/logo', `{"logo":"${logo.replaceAll('/', '\\/')}"}`);
    expect(response.body).toEqual({ logo });
  });

  test('stores one logo of many at once', async () => {
    const logos = Array.from({ length: 10 }, (_, index) => `https://shop.com/${index}.png`);
    await Promise.all(logos.map((logo) => put(logo).expect(200)));
    const rows = await stored();
    expect([rows.length, logos.includes(rows[0]?.[1] ?? '')]).toEqual([1, true]);
  });
});

describe('getOrganizationLogo', () => {
  test('returns empty text when there is none', async () => {
    const response = await anonymously('get', '/logo');
    expect([response.status, response.body]).toEqual([200, { logo: '' }]);
  });

  test('is open to everyone, with any credential, and has its media type', async () => {
    await put('https://shop.com/logo.png').expect(200);
    const response = await anonymously('get', '/logo').set('Authorization', 'token wrong');
    expect([response.status, response.body]).toEqual([200, { logo: 'https://shop.com/logo.png' }]);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
    expect(response.headers['x-content-type-options']).toBe('nosniff');
  });

  test('does not find an unknown organization', async () => {
    const response = await callsTo(app, 'shop.ghost')('get', '/logo');
    expect([response.status, response.body]).toEqual([404, { error: 'organization_not_found' }]);
  });

  test('sends one statement', async () => {
    expect(await app.database.countStatements(async () => anonymously('get', '/logo'))).toBe(1);
  });
});

describe('deleteOrganizationLogo', () => {
  test('removes the logo, and succeeds when there is none', async () => {
    await put('https://shop.com/logo.png').expect(200);
    for (const _time of [1, 2]) {
      const response = await asOwner('delete', '/logo');
      expect([response.status, response.text]).toEqual([204, '']);
      expect(await stored()).toEqual([]);
    }
  });
});

test('only owners change the logo', async () => {
  await newOrganization(app.database.db, 'fort', { owner: 'ann' });
  const outsiders = await newOutsiders(app, 'fort', 'ann');
  const own = callsTo(app, 'fort', await organizationToken(app, 'fort'));
  await own('put', '/logo', { logo: 'https://fort.com/logo.png' }).expect(200);
  const fort = callsTo(app, 'fort');
  await expectRefusals(outsiders, () => fort('put', '/logo', { logo: 'https://evil.com/logo.png' }));
  await expectRefusals(outsiders, () => fort('delete', '/logo'));
  expect(await stored()).toEqual([['fort', 'https://fort.com/logo.png']]);
});
