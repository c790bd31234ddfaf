import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { redirect } from '../../support/fake-provider.ts';
import { callerWith } from '../../users/caller.ts';
import { getFile, jpegFile } from '../../users/pictures.ts';
import { linkingVisitor } from './linking-visitor.ts';

const { app, agent, user, provider, link, profile } = linkingVisitor();

describe('a picture', () => {
  const linkedWithout = async () => {
    expect((await link('github')).status).toBe(303);
    const rows = await app()
      .database.db.selectFrom('linked_account_pictures')
      .selectAll()
      .where('username', '=', user().username)
      .execute();
    expect(rows).toEqual([]);
    expect((await profile()).github.login).toBe('octocat');
  };

  test('is fetched once, without any credential', async () => {
    await link('github');
    await agent().get('/account/linked');
    const requests = provider().requests.filter(({ path }) => path === '/face.png');
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers.authorization).toBeUndefined();
    expect(requests[0]?.headers.cookie).toBeUndefined();
  });

  test('larger than an upload may be is scaled down', async () => {
    const noise = {
      create: { width: 600, height: 600, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 60 } },
    } as const;
    provider().pictureContent = await sharp(noise as never)
      .png()
      .toBuffer();
    expect(provider().pictureContent.length).toBeGreaterThan(102_400);
    await link('github');
    const { source } = (await profile()).avatars[0];
    expect((await getFile(app(), source)).body.length).toBeLessThanOrEqual(102_400);
  });

  test('without its hidden parts', async () => {
    provider().pictureContent = Buffer.concat([await jpegFile(), Buffer.from('<script>alert(1)</script>')]);
    await link('github');
    const { source } = (await profile()).avatars[0];
    expect((await getFile(app(), source)).body.includes('<script>')).toBe(false);
  });

  test.each<[what: string, content: string | Buffer]>([
    ['a page', '<html><script>alert(1)</script></html>'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['nothing', ''],
    ['more than two megabytes', Buffer.alloc(2 * 1024 * 1024 + 1)],
  ])('that is %s does not prevent linking', async (_what, content) => {
    provider().pictureContent = Buffer.from(content);
    await linkedWithout();
  });

  test('that is missing does not prevent linking', async () => {
    provider().overrides.set('/face.png', (response) => void response.writeHead(404).end());
    await linkedWithout();
  });

  test('with a redirect is not followed', async () => {
    provider().overrides.set('/face.png', (response) => redirect(response, `${provider().url}/other.png`));
    await linkedWithout();
    expect(provider().requests.some(({ path }) => path === '/other.png')).toBe(false);
  });

  test.each([
    'http://127.0.0.1',
    'http://localhost',
    'https://localhost',
    'https://127.1',
    'https://2130706433',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://0.0.0.0',
  ])('at %s of this machine is not fetched, without a connection', async (host) => {
    let connections = 0;
    const inside = createServer().on('connection', () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => inside.listen(0, resolve));
    provider().picture = `${host}:${(inside.address() as AddressInfo).port}/face.png`;
    await linkedWithout();
    expect(connections).toBe(0);
    inside.close();
  });

  test.each([
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/',
    'https://user:pw@example.com/',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
  ])('at %s is not fetched', async (address) => {
    provider().picture = address;
    await linkedWithout();
    if (address.startsWith('https:'))
      expect(app().logLines.join('\n')).toContain('"reason":"ADDRESS_REFUSED"');
  });
});

describe('labels of linked pictures', () => {
  test.each(['github', 'GitHub', 'facebook', 'FACEBOOK'])(
    '%s cannot be taken or changed by anyone',
    async (label) => {
      await link('github');
      const before = (await profile()).avatars;
      const me = callerWith(app(), user().token);
      const path = `/users/${user().username}/avatar`;
      await me.post(path, { label, source: 'https://example.com/x.png' }).expect(409);
      await me.put(`${path}/${label}`, { label: 'mine', source: 'https://example.com/x.png' }).expect(409);
      await me.delete(`${path}/${label}`).expect(409);
      expect((await profile()).avatars).toEqual(before);
    },
  );
});
