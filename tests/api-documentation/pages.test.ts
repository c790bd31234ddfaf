import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { routes } from '../../generated/routes.ts';
import { guideNames } from '../../src/portal/documentation/paths.ts';
import { limits } from '../../src/rate-limits/limits.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, signInAs, switchLanguage } from '../support/user-agent.ts';

let app: TestApp;
let pages: ReadonlyMap<string, string>;
beforeAll(async () => {
  app = await openTestApp();
  pages = await readPages();
}, 120_000);
afterAll(() => app.close());

const root = '/apidocumentation';
const get = (path: string) => request(app.web).get(path);

const hrefsIn = (text: string) => [...text.matchAll(/\shref="([^"]+)"/g)].map(([, href = '']) => href);
const idsIn = (text: string) => [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id);

/** All pages of the documentation that are linked, directly or indirectly, from its start page, except the console. */
async function readPages(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const waiting = [root]; waiting.length > 0; ) {
    const path = waiting.pop() ?? '';
    if (pages.has(path)) continue;
    const { text } = await get(path).set('Accept-Encoding', 'identity').expect(200);
    pages.set(path, text);
    waiting.push(...hrefsIn(text).map(pageOf).filter(isOfDocumentation));
  }
  return pages;
}

const pageOf = (href: string) => href.replace(/#.*/, '');
const isOfDocumentation = (path: string) =>
  /^\/apidocumentation(\/[a-z-]+(\/[A-Za-z0-9]+)?)?$/.test(path) && path !== `${root}/console`;

describe('the documentation', () => {
  test('describes every operation under its own anchor, and leads there', async () => {
    const described = routes.filter(({ operation }) =>
      [...pages.values()].some((text) => text.includes(`<article id="${operation}"`)),
    );
    expect(described).toHaveLength(routes.length);
    const start = pages.get(root) ?? '';
    const missing = routes.filter(({ operation }) => !start.includes(`/${operation}"`));
    expect(missing.map(({ operation }) => operation)).toEqual([]);
    const groups = new Set(routes.map(({ service }) => service));
    expect(pages.size).toBe(1 + guideNames.length + groups.size + routes.length);
  });

  test('has no broken link and no duplicate anchor', async () => {
    for (const [path, text] of pages) {
      const ids = idsIn(text);
      expect([path, ids.filter((id, place) => ids.indexOf(id) !== place)]).toEqual([path, []]);
      for (const href of hrefsIn(text)) {
        const [page = '', anchor] = href.startsWith('#') ? [path, href.slice(1)] : href.split('#');
        const target = pages.get(page);
        expect([path, href, target !== undefined || !isOfDocumentation(page)]).toEqual([path, href, true]);
        if (anchor === undefined || target === undefined) continue;
        expect([path, href, idsIn(target).includes(anchor)]).toEqual([path, href, true]);
      }
    }
  });

  test('shows each operation in three languages with the address of this server, and its scopes', async () => {
    const { text } = await get(`${root}/user-email-addresses/registerNewEmailAddress`);
    expect(text).not.toContain('{{server}}');
    for (const part of [
      `curl '${testUrl}/api/users/bob/emailaddresses'`,
      `fetch('${testUrl}/api/users/bob/emailaddresses'`,
      'requests.post(',
      '<code>user:admin</code>',
      'id="type-EmailAddress"',
      'emailaddress": "',
    ])
      expect(text).toContain(part);
  });

  test('shows parameters, bodies, responses and types on the page of an operation', async () => {
    const { text } = await get(`${root}/user-email-addresses/updateEmailAddress`);
    for (const part of [
      '<h2>In the path</h2><dl><dt><code>username</code>',
      '<h2>In the query</h2><dl><dt><code>lang</code>',
      '<h2>Body</h2><p><code>application/json</code>, <a href="#type-NewEmailAddress">',
      '<dt><code>412</code> <small><a href="#type-Error">Error</a></small></dt>',
      '<code>validated_email_address</code>',
      'id="type-Label"',
      `href="${root}/console#/userEmailAddresses/updateEmailAddress"`,
    ])
      expect(text).toContain(part);
  });

  test('shows one example and the types of all operations where a group is described', async () => {
    const { text } = await get(`${root}/user-email-addresses`);
    const examples = text.match(/curl &#39;|curl '/g);
    expect(examples).toHaveLength(routes.filter(({ service }) => service === 'userEmailAddresses').length);
    expect(text).toContain('id="type-NewEmailAddress"');
    expect(text).toContain('Changes the label of an email address, the address, or both.');
  });

  test('stays below 30 kB', async () => {
    const sizes = [...pages].map(([path, text]) => [path, Buffer.byteLength(text)] as const);
    expect(sizes.filter(([, size]) => size > 30_000)).toEqual([]);
  });

  test('is in the language of the reader, the contract in English', async () => {
    const dutch = await get(`${root}/errors`).set('Accept-Language', 'nl');
    expect(dutch.text).toContain('<html lang="nl"');
    expect(dutch.text).toContain('Statuscodes');
    const russian = await get(`${root}/user-see`).set('Accept-Language', 'ru').set('Cookie', 'theme=dark');
    expect(russian.text).toContain('data-theme="dark"');
    expect(russian.text).toContain('Операции');
    expect(russian.text).toContain('<div lang="en"><article');
  });

  test('shows the limits in force', async () => {
    const { text } = await get(`${root}/limits`);
    const { attempts, seconds } = limits.clientFailures;
    expect(text).toContain(`<td>${attempts}</td><td>${seconds / 60} minutes</td>`);
  });

  test('returns 404 for unknown names', async () => {
    for (const name of [
      'nothing',
      'constructor',
      'user-see/getUser',
      'users/constructor',
      'raml/getUser',
      '%00',
    ])
      expect([name, (await get(`${root}/${name}`)).status]).toEqual([name, name === '%00' ? 400 : 404]);
  });
});

describe('a page that is the same for all', () => {
  test('is cached by browsers and revalidated', async () => {
    const { headers, text } = await get(`${root}/users`).expect(200);
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(headers.vary).toBe('Accept-Encoding, Accept-Language, Cookie');
    expect(headers['set-cookie']).toBeUndefined();
    const policy = headers['content-security-policy'];
    expect([policy, policy?.includes('unsafe')]).toEqual([
      (await get('/login')).headers['content-security-policy'],
      false,
    ]);
    const etag = headers.etag ?? '';
    const again = await get(`${root}/users`).set('If-None-Match', `"other", ${etag}`).expect(304);
    expect(again.text).toBe('');
    expect(again.headers['content-security-policy']).toBe(headers['content-security-policy']);
    await get(`${root}/users`).set('If-None-Match', etag).set('Accept-Language', 'nl').expect(200);
    expect(text).not.toContain('csrf_token');
  });

  test('is compressed', async () => {
    const plain = await get(`${root}/users`).set('Accept-Encoding', 'identity');
    const packed = await get(`${root}/users`)
      .set('Accept-Encoding', 'gzip')
      .buffer()
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(Number(packed.headers['content-length'])).toBeLessThan(plain.text.length / 3);
    const body: Buffer = packed.body;
    const text = body[0] === 0x1f ? gunzipSync(body).toString() : body.toString();
    expect(text).toBe(plain.text);
  });

  test('does not show who reads it', async () => {
    const { username } = await newUser(app);
    const agent = openUserAgent(app);
    await signInAs(app, agent, username);
    expect((await agent.get(`${root}/users`)).text).not.toContain(username);
    expect(await app.database.countStatements(() => agent.get(`${root}/users`))).toBeLessThanOrEqual(1);
    expect(await app.database.countStatements(() => get(`${root}/users`))).toBe(0);
  });

  test('links to language and appearance, which link back', async () => {
    const agent = openUserAgent(app);
    const link = hrefsIn((await agent.get(`${root}/tokens`)).text).find((href) =>
      href.startsWith('/preferences'),
    );
    expect(link).toBe(`/preferences?return_to=${encodeURIComponent(`${root}/tokens`)}`);
    const form = await agent.get(`/preferences?return_to=${root}/users&q=`);
    const token = /name="csrf_token" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
    const fields = { csrf_token: token, return_to: `${root}/users`, language: 'nl', theme: 'dark' };
    expect(form.text).toContain(`value="${root}/users"`);
    const response = await agent.postForm('/preferences', fields);
    expect((await agent.follow(response)).text).toContain('<html lang="nl" dir="ltr" data-theme="dark"');
    expect((await agent.get('/preferences?return_to=//evil.example')).text).toContain(
      'name="return_to" value="/"',
    );
  });
});

describe('what is typed into the search', () => {
  test.each([root, `${root}/users`, `${root}/users/getUser`])(
    'survives a change of language or appearance, and is searched for afterwards: %s',
    async (path) => {
      const agent = openUserAgent(app);
      const { text } = await agent.get(path);
      const id = /<form id="([^"]+)" method="get" action="\/apidocumentation\/search"/.exec(text)?.[1];
      expect(text).toMatch(
        new RegExp(
          `<button type="submit" class="link" form="${id}" formaction="/preferences" name="return_to"`,
        ),
      );
      const choice = await agent.get(`/preferences?q=two+words%26more&return_to=${path}`);
      expect(choice.text).toContain('name="return_to" value="/apidocumentation/search?q=two+words%26more"');
    },
  );

  test('stays on the page of the search itself', async () => {
    const agent = openUserAgent(app);
    const page = await agent.get(`${root}/search?q=avatar`);
    const shown = await switchLanguage(agent, page, 'nl', { q: 'address' });
    expect(shown.text).toContain('<html lang="nl"');
    expect(shown.text).toMatch(/name="q"[^>]*value="address"|value="address"[^>]*name="q"/);
  });
});

describe('the search', () => {
  const found = async (words: string) => {
    const { text } = await get(`${root}/search?q=${encodeURIComponent(words)}`).expect(200);
    const [, results = ''] = text.split('id="results"');
    return hrefsIn(results.split('</main>')[0] ?? '');
  };

  test.each([
    ['registerNewEmailAddress', [`${root}/user-email-addresses/registerNewEmailAddress`]],
    ['PUT  password', [`${root}/users/updatePassword`]],
    ['no-such-thing', []],
    ['', []],
    ['<script>', []],
    ['validated_email_address', [`${root}/user-email-addresses/updateEmailAddress`]],
    ['letters count VALIDATE 412', [`${root}/user-email-addresses/updateEmailAddress`]],
    ['x-rays fieldset', []],
  ])('for %j finds operations in which all words occur', async (words, expected) => {
    expect(await found(words)).toEqual(expected);
  });
});
