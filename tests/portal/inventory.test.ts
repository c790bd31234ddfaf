import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { readInventory, titlesIn } from './inventory.ts';

/** Compares `pages.md` with routes and tests; `tests/browser/pages.test.ts` compares it with the screenshots. */

const entries = readInventory();
/** Pages that refuse nothing. */
const open = ['/'];

let app: TestApp;
beforeAll(async () => {
  const text = fileURLToPath(new URL('../../README.md', import.meta.url));
  app = await openTestApp({ IYO_TERMS_FILE: text, IYO_PRIVACY_FILE: text, IYO_COOKIES_FILE: text });
});
afterAll(() => app.close());

describe('the inventory of pages', () => {
  test('has the pages of the portal', () => expect(entries.length).toBeGreaterThan(50));

  /** The tests' server has no outbox; `tests/server.test.ts` starts one that does. */
  const addresses = entries.flatMap(({ pages }) => pages).filter((page) => page !== '/dev/outbox');

  test.each(addresses)('has an address of this site: %s', async (page) => {
    const path = page.replace(/\{\w+\}/g, 'x');
    expect((await request(app.web).options(path).set('Accept', 'text/html')).status).toBeLessThan(300);
  });

  test.each(entries.map(({ pages, tests }) => [pages.join(', '), tests] as const))(
    'has tests of what %s does and refuses',
    (page, tests) => {
      const shown = new Set(tests.map(({ shows }) => shows));
      expect([...shown].sort()).toEqual(open.includes(page) ? ['does'] : ['does', 'refuses']);
    },
  );

  const files = [...new Set(entries.flatMap(({ tests }) => tests.map(({ file }) => file)))];

  test.each(files)('names tests that are there: %s', (file) => {
    const titles = titlesIn(file);
    const named = entries.flatMap(({ tests }) => tests).filter((each) => each.file === file);
    expect(named.map(({ title }) => title).filter((title) => !titles.includes(title))).toEqual([]);
  });
});
