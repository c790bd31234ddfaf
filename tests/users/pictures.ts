import sharp from 'sharp';
import request, { type Test } from 'supertest';
import type { TestApp } from '../support/app.ts';
import { testUrl } from '../support/app.ts';
import type { TestUser } from '../support/factories.ts';

/** The largest file that is taken, in bytes. */
export const largestFile = 102_400;

const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } });

export const pngFile = () => picture.clone().png().toBuffer();
export const jpegFile = () => picture.clone().jpeg().toBuffer();
export const gifFile = () => picture.clone().gif().toBuffer();
export const webpFile = () => picture.clone().webp().toBuffer();

/** A readable PNG of exactly that size: what follows its last chunk is not drawn. */
export async function pngOfSize(size: number): Promise<Buffer> {
  const png = await pngFile();
  return Buffer.concat([png, Buffer.alloc(size - png.length)]);
}

/** Sends a file as the browser does: in the part `file` of a form. */
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

/** Asks for the file behind the source of an uploaded avatar. */
export function getFile(app: TestApp, source: string, headers: Record<string, string> = {}): Test {
  if (!source.startsWith(`${testUrl}/`)) throw new Error(`${source} is not ours`);
  return request(app.web).get(source.slice(testUrl.length)).set(headers);
}
