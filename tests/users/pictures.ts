import sharp from 'sharp';
import request, { type Test } from 'supertest';
import type { TestApp } from '../support/app.ts';
import { testUrl } from '../support/app.ts';
import type { TestUser } from '../support/factories.ts';

/** Maximum size of a file, in bytes. */
export const largestFile = 102_400;

const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } });

export const pngFile = () => picture.clone().png().toBuffer();
export const jpegFile = () => picture.clone().jpeg().toBuffer();
export const gifFile = () => picture.clone().gif().toBuffer();
export const webpFile = () => picture.clone().webp().toBuffer();

/** A valid PNG of exactly this size: bytes after its last chunk are ignored. */
export async function pngOfSize(size: number): Promise<Buffer> {
  const png = await pngFile();
  return Buffer.concat([png, Buffer.alloc(size - png.length)]);
}

/** Uploads a file like a browser: in the field `file` of a form. */
export function sendFile(
  app: TestApp,
  method: 'post' | 'put',
  path: string,
  file: Buffer,
  token?: string,
): Test {
  const call = request(app.web)[method](`/api${path}`);
  if (token !== undefined) call.set('Authorization', `token ${token}`);
  return call.attach('file', file, { filename: 'me.png', contentType: 'image/png' });
}

export const newAvatarPath = ({ username }: TestUser, label: string) =>
  `/users/${username}/avatar/img/${encodeURIComponent(label)}`;

export const changedAvatarPath = ({ username }: TestUser, label: string, newLabel: string) =>
  `/users/${username}/avatar/${encodeURIComponent(label)}/to/${encodeURIComponent(newLabel)}`;

/** Requests the file at the source of an uploaded avatar. */
export function getFile(app: TestApp, source: string, headers: Record<string, string> = {}): Test {
  if (!source.startsWith(`${testUrl}/`)) throw new Error(`${source} is not ours`);
  return request(app.web).get(source.slice(testUrl.length)).set(headers);
}
