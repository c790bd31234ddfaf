import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newAvatarPath, pngFile } from '../users/pictures.ts';

let app: TestApp;
let png: Buffer;
let user: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  png = await pngFile();
});

afterAll(() => app.close());

beforeEach(async () => {
  user = await newUser(app);
});

const boundary = 'limit';
const type = `multipart/form-data; boundary=${boundary}`;

function part(disposition: string, content: Buffer | string): Buffer {
  const head = `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')]);
}

const filePart = (content: Buffer | string = png) => part('name="file"; filename="me.png"', content);
const form = (...parts: Buffer[]) => Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);

const send = (body: Buffer | string, contentType = type) =>
  request(app.web)
    .post(`/api${newAvatarPath(user, 'mine')}`)
    .set('Authorization', `token ${user.token}`)
    .type(contentType)
    .serialize((text) => text)
    .send(body);

const countAvatars = async () =>
  (
    await app.database.db
      .selectFrom('user_avatars')
      .selectAll()
      .where('username', '=', user.username)
      .execute()
  ).length;

describe('a form', () => {
  test('is accepted with a file in its part "file"', async () => {
    await send(form(filePart())).expect(201);
  });

  test.each([
    ['other parts around it', () => form(part('name="a"', 'b'), filePart(), part('name="c"', 'd'))],
    ['files in other parts', () => form(part('name="cv"; filename="cv.pdf"', 'PDF'), filePart())],
    ['a second file, which is ignored', () => form(filePart(), filePart('no picture'))],
    [
      'something before and behind',
      () => Buffer.concat([Buffer.from('hello\r\n'), form(filePart()), Buffer.from('bye')]),
    ],
    ['a file without a name', () => form(part('name="file"; filename=""', png))],
    ['a file name that climbs', () => form(part('name="file"; filename="../../etc/passwd"', png))],
  ])('is accepted with %s', async (_what, body) => {
    await send(body()).expect(201);
  });

  test.each([
    ['no parts', () => form()],
    ['no such part', () => form(part('name="picture"; filename="me.png"', png))],
    ['text instead of a file', () => form(part('name="file"', 'me.png'))],
    ['ten thousand parts', () => form(...Array(10_000).fill(Buffer.from(`--${boundary}\r\n\r\n`)))],
    ['21 parts', () => form(...Array(20).fill(part('name="a"', 'b')), filePart())],
    ['no end', () => filePart()],
    ['no beginning', () => Buffer.from(`--${boundary}--`)],
    ['no line ends', () => Buffer.from(form(filePart('x')).toString().replaceAll('\r\n', ''))],
    ['nothing', () => Buffer.alloc(0)],
    ['garbage', () => Buffer.alloc(5000, 0xff)],
  ])('is refused with %s', async (_what, body) => {
    const response = await send(body()).expect(400);
    expect(response.body.error).toBe('bad_request');
    expect(await countAvatars()).toBe(0);
  });

  test('is refused when it is cut off anywhere', async () => {
    const body = form(part('name="a"', 'b'), filePart(png));
    const end = body.length - '--\r\n'.length;
    for (const length of [1, 10, 50, 70, 120, 160, end - 20, end - 1, end]) {
      await send(body.subarray(0, length)).expect(400);
    }
    expect(await countAvatars()).toBe(0);
  });

  test.each([
    ['another boundary', 'multipart/form-data; boundary=other'],
    ['an empty boundary', 'multipart/form-data; boundary=""'],
    ['no boundary', 'multipart/form-data'],
    ['another kind of multipart', `multipart/mixed; boundary=${boundary}`],
    ['a form of names and values', 'application/x-www-form-urlencoded'],
    ['JSON', 'application/json'],
    ['an image', 'image/png'],
  ])('is refused when its content type names %s', async (_what, contentType) => {
    const response = await send(form(filePart()), contentType).expect(400);
    expect(response.body.error).toBe('bad_request');
    expect(await countAvatars()).toBe(0);
  });

  test.each([
    ['in another part', () => form(part('name="a"', Buffer.alloc(131_072)), filePart())],
    ['in headers', () => form(part(`name="a"; x="${'y'.repeat(131_072)}"`, ''), filePart())],
    ['behind the end', () => Buffer.concat([form(filePart()), Buffer.alloc(131_072)])],
  ])('is refused when it is too large %s', async (_where, body) => {
    const response = await send(body()).expect(413);
    expect(response.body.error).toBe('file_too_large');
    expect(await countAvatars()).toBe(0);
  });

  test('gets a response whatever its bytes are', async () => {
    const pieces = fc.constantFrom(
      `--${boundary}`,
      `--${boundary}--`,
      '\r\n',
      '\r\n\r\n',
      '\n',
      '-',
      ';',
      ':',
      '"',
      '=',
      '\0',
    );
    const words = fc.constantFrom(
      'Content-Disposition: form-data',
      'name="file"',
      'filename="a"',
      'Content-Type: text/html',
    );
    const body = fc.array(fc.oneof(pieces, words, fc.string()), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(body, async (texts) => {
        expect((await send(Buffer.from(`--${boundary}\r\n${texts.join('')}`))).status).toBe(400);
      }),
      { numRuns: 100 },
    );
    expect(await countAvatars()).toBe(0);
  });
});

describe('a connection', () => {
  let server: Server;

  beforeAll(async () => {
    server = createServer(app.listener).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Sends the beginning of an upload and then nothing. @returns the response, or nothing when the caller hangs up */
  async function begin(length: number, label: string, beginning: Buffer, hangUp: boolean): Promise<string> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const head = [
      `POST /api${newAvatarPath(user, label)} HTTP/1.1`,
      'Host: x',
      `Authorization: token ${user.token}`,
      `Content-Type: ${type}`,
      `Content-Length: ${length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(beginning);
    if (hangUp) {
      socket.end();
      await new Promise((resolve) => socket.resume().once('close', resolve));
      return '';
    }
    const [received] = await new Promise<Buffer[]>((resolve) =>
      socket.once('data', (data) => resolve([data])),
    );
    socket.destroy();
    return String(received);
  }

  test('that breaks in the middle of the form stores nothing and causes no failure', async () => {
    await begin(10_000, 'mine', filePart(), true);
    await send(form(filePart())).expect(201);
    expect(await countAvatars()).toBe(1);
  });

  test('that announces too much is refused at once', async () => {
    expect(await begin(10_000_000, 'mine', filePart(), false)).toMatch(/^HTTP\/1.1 413 /);
  });

  test('gets a response before the file has arrived when the label is refused', async () => {
    expect(await begin(100_000, 'github', filePart(), false)).toMatch(/^HTTP\/1.1 409 /);
  });
});
