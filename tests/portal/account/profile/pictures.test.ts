import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import request from 'supertest';
import { findProfile } from '../../../../src/users/profile-queries.ts';
import { openTestApp, type TestApp } from '../../../support/app.ts';
import { newUser, type TestUser } from '../../../support/factories.ts';
import { formsOf, openUserAgent, signInAs, type UserAgent } from '../../../support/user-agent.ts';
import { jpegFile, pngFile, pngOfSize } from '../../../users/pictures.ts';

let app: TestApp;
let agent: UserAgent;
let bob: TestUser;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  bob = await newUser(app);
  agent = openUserAgent(app);
  await signInAs(app, agent, bob.username);
});

const path = '/account/profile/upload';
const avatars = async () => (await findProfile(app.database.db, bob.username))?.avatars;

/** Submits the form like a browser, by default with the CSRF token of the page. */
async function upload(
  file: Buffer | string,
  fields: Readonly<Record<string, string>> = { label: 'me' },
  { to = path, by = agent }: { readonly to?: string; readonly by?: UserAgent } = {},
) {
  const form = formsOf((await by.get(to)).text).find(({ action }) => action.startsWith(path));
  const cookies = [...by.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const call = request(app.web).post(to).set('Cookie', cookies).set('Accept', 'text/html');
  for (const [name, value] of Object.entries({ ...form?.values, ...fields }))
    if (name !== 'file') call.field(name, value);
  return call.attach('file', typeof file === 'string' ? Buffer.from(file) : file, 'me.png');
}

describe('uploading a picture', () => {
  test('keeps it and shows it on the profile', async () => {
    const response = await upload(await pngFile());
    expect([response.status, response.headers.location]).toEqual([303, '/account/profile']);
    const [kept] = (await avatars()) ?? [];
    expect(kept).toMatchObject({ label: 'me', source: null });
    const { text } = await agent.get('/account/profile');
    expect(text).toContain(`/api/users/avatar/img/${kept?.imageId}`);
  });

  test('takes the place of another under the same label', async () => {
    await upload(await pngFile());
    const [before] = (await avatars()) ?? [];
    await upload(await jpegFile(), {}, { to: `${path}?label=me` });
    const after = (await avatars()) ?? [];
    expect(after).toHaveLength(1);
    expect(after[0]?.imageId).not.toBe(before?.imageId);
    const none = await upload(await jpegFile(), {}, { to: `${path}?label=none` });
    expect(none.status).toBe(404);
  });

  test('renames it without another picture', async () => {
    await upload(await pngFile());
    const [before] = (await avatars()) ?? [];
    const edit = '/account/profile/avatar/me';
    await agent.submit(
      await agent.get(edit),
      { label: 'myself', source: 'https://evil.example/x.png' },
      edit,
    );
    expect(await avatars()).toEqual([{ ...before, label: 'myself' }]);
  });

  test.each([
    ['what is no picture', () => 'no picture', {}, 'file-error'],
    ['a file that is too large', () => pngOfSize(102_401), {}, 'file-error'],
    ['an empty file', () => '', {}, 'file-error'],
    ['a wrong label', pngFile, { label: '?' }, 'label-error'],
    ['a wrong label, and asks for the file again', pngFile, { label: '?' }, 'Choose the picture again.'],
    ['the label of a linked account', pngFile, { label: 'github' }, 'label-error'],
  ])('refuses %s', async (_what, file, fields, shown) => {
    const response = await upload(await file(), { label: 'me', ...fields });
    expect([response.status, response.text]).toEqual([422, expect.stringContaining(shown)]);
    expect(await avatars()).toEqual([]);
  });

  test.each([
    [{}, 40, 20],
    [{ crop: 'whole' }, 40, 20],
    [{ crop: 'start' }, 20, 20],
    [{ crop: 'middle' }, 20, 20],
    [{ square: '0.5 0.25 1' }, 10, 10],
  ])('keeps the part that was chosen: %j', async (fields, width, height) => {
    const wide = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#a00' } })
      .png()
      .toBuffer();
    expect((await upload(wide, { label: 'me', square: '', crop: 'whole', ...fields })).status).toBe(303);
    const [kept] = (await avatars()) ?? [];
    const { body } = await request(app.web).get(`/api/users/avatar/img/${kept?.imageId}`);
    const size = await sharp(body).metadata();
    expect([size.width, size.height]).toEqual([width, height]);
  });

  test.each<Record<string, string>>([
    { crop: 'nothing' },
    { crop: 'constructor' },
    { square: '2 0 0' },
    { square: '0 0 0' },
    { square: '1 0' },
    { square: '1 -1 0' },
    { square: 'NaN 0 0' },
  ])('refuses a part that no form sends: %j', async (fields) => {
    expect((await upload(await pngFile(), { label: 'me', square: '', ...fields })).status).toBe(400);
    expect(await avatars()).toEqual([]);
  });

  test('refuses a form without its token, from another site, or without a sign-in', async () => {
    expect((await upload(await pngFile(), { label: 'me', csrf_token: 'x' })).status).toBe(403);
    const other = openUserAgent(app);
    const response = await upload(await pngFile(), { label: 'me' }, { by: other });
    expect(response.status).toBe(403);
    expect(await avatars()).toEqual([]);
  });
});
