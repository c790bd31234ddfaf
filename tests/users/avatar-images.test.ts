import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import request from 'supertest';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import {
  changedAvatarPath,
  getFile,
  gifFile,
  jpegFile,
  largestFile,
  newAvatarPath,
  pngFile,
  pngOfSize,
  sendFile,
  webpFile,
} from './pictures.ts';

let app: TestApp;

beforeAll(async () => {
  app = await openTestApp();
});

afterAll(() => app.close());

const upload = (user: TestUser, file: Buffer) =>
  sendFile(app, 'post', newAvatarPath(user, 'mine'), file, user.token);

const rows = () => app.database.db.selectFrom('user_avatar_images').selectAll().orderBy('image_id').execute();

describe('an uploaded file', () => {
  test.each([
    ['PNG', pngFile, 'image/png'],
    ['JPEG', jpegFile, 'image/jpeg'],
    ['GIF', gifFile, 'image/png'],
    ['WebP', webpFile, 'image/webp'],
  ] as const)(
    'that is %s by its content is served with the right type, whatever the form says',
    async (_kind, file, type) => {
      const user = await newUser(app);
      const { body } = await upload(user, await file()).expect(201);
      const response = await getFile(app, body.source).expect(200);
      expect(response.headers['content-type']).toBe(type);
      const { width, height, format } = await sharp(response.body).metadata();
      expect([width, height, `image/${format}`]).toEqual([40, 30, type]);
    },
  );

  test('loses everything but the picture: metadata, and trailing data', async () => {
    const user = await newUser(app);
    const script = '<script>alert(document.domain)</script>';
    const tagged = await sharp(await jpegFile())
      .withExif({ IFD0: { Copyright: 'Bob, Main Street 1' } })
      .toBuffer();
    const { body } = await upload(user, Buffer.concat([tagged, Buffer.from(script)])).expect(201);
    const response = await getFile(app, body.source).expect(200);
    expect(response.body.includes(script)).toBe(false);
    expect((await sharp(response.body).metadata()).exif).toBeUndefined();
  });

  test('is scaled down to 1024 pixels', async () => {
    const user = await newUser(app);
    const wide = await sharp({ create: { width: 2000, height: 10, channels: 3, background: 'teal' } })
      .png()
      .toBuffer();
    const { body } = await upload(user, wide).expect(201);
    const response = await getFile(app, body.source).expect(200);
    expect((await sharp(response.body).metadata()).width).toBe(1024);
  });

  test('may have 102400 bytes', async () => {
    const user = await newUser(app);
    await upload(user, await pngOfSize(largestFile)).expect(201);
  });

  const damaged = async () => (await pngFile()).subarray(0, 60);
  const bomb = () =>
    sharp({ create: { width: 4097, height: 4096, channels: 3, background: 'teal' } })
      .png({ palette: true })
      .toBuffer();
  const refused: readonly (readonly [
    what: string,
    file: () => Buffer | Promise<Buffer>,
    status: number,
    code: string,
  ])[] = [
    ['one byte more', () => pngOfSize(largestFile + 1), 413, 'file_too_large'],
    ['a megabyte more', () => pngOfSize(largestFile + 1_048_576), 413, 'file_too_large'],
    ['nothing', () => Buffer.alloc(0), 400, 'bad_request'],
    ['text', () => Buffer.from('hello'), 400, 'bad_request'],
    ['a page', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 400, 'bad_request'],
    [
      'a drawing with a script',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      400,
      'bad_request',
    ],
    ['half a picture', damaged, 400, 'bad_request'],
    ['more pixels than 4096 by 4096', bomb, 400, 'bad_request'],
  ];

  test.each(refused)(
    'is refused for %s, as a new and as another picture',
    async (_what, file, status, code) => {
      const user = await newUser(app);
      await upload(user, await pngFile()).expect(201);
      const before = await rows();
      const bytes = await file();
      for (const response of [
        await sendFile(app, 'post', newAvatarPath(user, 'other'), bytes, user.token),
        await sendFile(app, 'put', changedAvatarPath(user, 'mine', 'mine'), bytes, user.token),
      ]) {
        expect([response.status, response.body.error]).toEqual([status, code]);
      }
      expect(await rows()).toEqual(before);
    },
  );

  test('is not looked at when its labels are refused', async () => {
    const user = await newUser(app);
    await upload(user, await pngFile()).expect(201);
    const huge = Buffer.alloc(1_048_576);
    const statuses = [
      await sendFile(app, 'post', newAvatarPath(user, 'x'), huge, user.token),
      await sendFile(app, 'post', newAvatarPath(user, 'github'), huge, user.token),
      await sendFile(app, 'post', newAvatarPath(user, 'mine'), huge, user.token),
      await sendFile(app, 'put', changedAvatarPath(user, 'mine', 'x'), huge, user.token),
      await sendFile(app, 'put', changedAvatarPath(user, 'mine', 'github'), huge, user.token),
      await sendFile(app, 'put', changedAvatarPath(user, 'github', 'mine'), huge, user.token),
      await sendFile(app, 'put', changedAvatarPath(user, 'absent', 'other'), huge, user.token),
    ].map(({ status, body }) => `${status} ${body.error}`);
    expect(statuses).toEqual([
      '400 bad_request',
      '409 reserved_label',
      '409 duplicate_label',
      '400 bad_request',
      '409 assign_reserved_label',
      '409 changing_protected_label',
      '404 not_found',
    ]);
  });
});

describe('the picture', () => {
  let source: string;
  let whole: Buffer;
  let tag: string;

  beforeAll(async () => {
    const user = await newUser(app);
    source = (await upload(user, await pngFile()).expect(201)).body.source;
    whole = (await getFile(app, source)).body;
    tag = `"${source.slice(source.lastIndexOf('/') + 1)}"`;
  });

  test('is open to everyone, cached permanently, and inert in a browser', async () => {
    const { headers } = await getFile(app, source).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(whole.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'inline',
      'cache-control': 'public, max-age=31536000, immutable',
      'accept-ranges': 'bytes',
      etag: tag,
    });
    expect(headers['set-cookie']).toBeUndefined();
  });

  test('answers HEAD without the bytes', async () => {
    const response = await request(app.web).head(source.slice(testUrl.length)).expect(200);
    expect([response.headers['content-length'], response.headers.etag]).toEqual([String(whole.length), tag]);
  });

  test('is not affected by a bad token', async () => {
    await getFile(app, source, { Authorization: 'token nonsense' }).expect(200);
  });

  test.each(['nothing', `${'A'.repeat(43)}=`, '..%2F..%2Fetc', "'%20or%201=1"])(
    'under the name %s does not exist',
    async (name) => {
      const { body, headers } = await request(app.web).get(`/api/users/avatar/img/${name}`).expect(404);
      expect([body, headers['cache-control']]).toEqual([{ error: 'not_found' }, 'no-store']);
    },
  );

  test.each([
    (own: string) => own,
    (own: string) => `W/${own}`,
    (own: string) => `"other", ${own}`,
    () => '*',
  ])('is not sent again to a client that has it (%#)', async (tags) => {
    const response = await getFile(app, source, { 'If-None-Match': tags(tag), Range: 'bytes=0-1' }).expect(
      304,
    );
    expect(response.headers).toMatchObject({
      etag: tag,
      'cache-control': expect.stringContaining('immutable'),
    });
    expect([response.headers['content-type'], response.text]).toEqual([undefined, '']);
  });

  test('is sent to a client that has another one', async () => {
    await getFile(app, source, { 'If-None-Match': '"other"' }).expect(200);
  });

  test.each([
    ['bytes=0-0', 0, 0],
    ['bytes=0-9', 0, 9],
    ['bytes=10-', 10, undefined],
    ['bytes=-5', -5, undefined],
    ['bytes=3-99999999999999999999', 3, undefined],
    ['bytes=-99999', 0, undefined],
    ['Bytes=1-2', 1, 2],
  ])('can be had in part: %s', async (range, from, to) => {
    const response = await getFile(app, source, { Range: range }).expect(206);
    const part = whole.subarray(from, to === undefined ? undefined : to + 1);
    expect(part.equals(response.body)).toBe(true);
    const first = from < 0 ? whole.length + from : from;
    expect(response.headers).toMatchObject({
      'content-range': `bytes ${first}-${first + part.length - 1}/${whole.length}`,
      'content-length': String(part.length),
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      etag: tag,
    });
  });

  test.each(['bytes=0-1,3-4', 'bytes=5-2', 'bytes=-', 'bytes=a-b', 'lines=1-2', 'bytes=1--2', ''])(
    'is sent whole for the range %j',
    async (range) => {
      const response = await getFile(app, source, { Range: range }).expect(200);
      expect(whole.equals(response.body)).toBe(true);
    },
  );

  test.each(['bytes=99999-', 'bytes=99999999999999999999-', 'bytes=-0'])('has no part %s', async (range) => {
    const response = await getFile(app, source, { Range: range }).expect(416);
    expect(response.body).toEqual({ error: 'range_not_satisfiable' });
    expect(response.headers).toMatchObject({
      'content-range': `bytes */${whole.length}`,
      'cache-control': 'no-store',
    });
  });

  test('is sent whole when the part is wanted of another file', async () => {
    await getFile(app, source, { Range: 'bytes=0-1', 'If-Range': '"other"' }).expect(200);
    await getFile(app, source, { Range: 'bytes=0-1', 'If-Range': new Date().toUTCString() }).expect(200);
    await getFile(app, source, { Range: 'bytes=0-1', 'If-Range': tag }).expect(206);
  });

  test('takes one statement', async () => {
    expect(await app.database.countStatements(() => getFile(app, source))).toBe(1);
  });
});
