import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { openUserAgent } from '../../support/user-agent.ts';

let plain: TestApp;
let written: TestApp;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'iyo-legal-'));
  const terms = join(folder, 'terms.md');
  await writeFile(terms, '# Fair use\n\nBe **kind**. <script>alert(1)</script> [Go](javascript:alert(1))\n');
  await writeFile(join(folder, 'terms.nl.md'), '# Eerlijk gebruik\n\nWees **aardig**.\n');
  plain = await openTestApp();
  written = await openTestApp({ IYO_TERMS_FILE: terms });
});
afterAll(async () => {
  await plain.close();
  await written.close();
});

const page = (app: TestApp, path: string, language = 'en') =>
  openUserAgent(app, { 'Accept-Language': language }).get(path);

describe('the texts of the operator', () => {
  test('are pages, linked from every page and from the form of a new account', async () => {
    const { status, text } = await page(written, '/terms');
    expect(status).toBe(200);
    expect(text).toContain('<h2>Fair use</h2>');
    expect(text).toContain('<strong>kind</strong>');
    expect((await page(written, '/')).text).toContain('<a href="/terms">Terms of use</a>');
    expect((await page(written, '/register')).text).toMatch(/you agree to: <a href="\/terms">/);
  });

  test('are in the language of the page where there is a translation, else as they were written', async () => {
    expect((await page(written, '/terms', 'nl')).text).toContain('Wees <strong>aardig</strong>');
    expect((await page(written, '/terms', 'ru')).text).toContain('Be <strong>kind</strong>');
  });

  test('bring no markup and no script of their own', async () => {
    const { text } = await page(written, '/terms');
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toMatch(/<script>|href="javascript/);
  });

  test.each(['/terms', '/privacy', '/cookies'])('do not exist without a file: %s', async (path) => {
    expect((await page(plain, path)).status).toBe(404);
    expect((await page(plain, '/register')).text).not.toContain(`href="${path}"`);
  });

  test('that cannot be read stop the start, and the message names the file', async () => {
    const starting = openTestApp({ IYO_PRIVACY_FILE: '/no/such/file.md' }, plain);
    await expect(starting).rejects.toThrow('cannot read /no/such/file.md');
  });
});
