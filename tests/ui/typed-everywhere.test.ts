import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { newOperator } from '../admin/operators.ts';
import { newKey } from '../oauth/code-flow.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import {
  allFormsOf,
  attributesOf,
  openUserAgent,
  switchLanguage,
  type UserAgent,
} from '../support/user-agent.ts';

/** Choosing another language without scripts keeps the fields of forms, on every page reachable by links. */

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const textTypes = ['text', 'email', 'tel', 'search', 'date'];

/** The text fields of each form, with their values, except passwords and codes, which are never kept. */
function typedFieldsOf({ text, type }: Response): Map<string, string>[] {
  const [, main = ''] = (type === 'text/html' && /<main[^>]*>(.*)<\/main>/s.exec(text)) || [];
  return allFormsOf(main)
    .map(({ content, values }) => {
      const inputs = [...content.matchAll(/<input([^>]*)>/g)].map(([, tag = '']) => attributesOf(tag));
      const texts = inputs.filter(
        ({ name, type: kind = 'text', class: look }) => name && textTypes.includes(kind) && look !== 'code',
      );
      const areas = content.matchAll(/<textarea[^>]*\sname="([^"]+)"[^>]*>([^<]*)</g);
      return new Map([
        ...texts.map(({ name = '' }) => [name, values[name] ?? ''] as const),
        ...[...areas].map(([, name = '', value = '']) => [name, value] as const),
      ]);
    })
    .filter(({ size }) => size > 0);
}

/** Forms with something to enter or choose, except files, which browsers do not send along. */
function formsToFill({ text, type }: Response): number {
  const [, main = ''] = (type === 'text/html' && /<main[^>]*>(.*)<\/main>/s.exec(text)) || [];
  return allFormsOf(main).filter(({ content }) => {
    const inputs = [...content.matchAll(/<input([^>]*)>/g)].map(([, tag = '']) => attributesOf(tag));
    const isFilled = inputs.some(({ type: kind = 'text' }) => !['hidden', 'file'].includes(kind));
    return isFilled || /<(select|textarea)/.test(content);
  }).length;
}

/** Addresses that differ only in the values of their query are the same page. */
const pageOf = (address: string) => address.replace(/=[^&]*/g, '');

/** Follows the links of this site. */
async function pagesFrom(agent: UserAgent, starts: readonly string[]): Promise<Map<string, Response>> {
  const pages = new Map<string, Response>();
  const seen = new Set<string>();
  const left = [...starts];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (seen.has(pageOf(path)) || /^\/(apidocumentation|assets|logout)|\/(csv|json)\b/.test(path)) continue;
    seen.add(pageOf(path));
    const page = await agent.get(path);
    pages.set(path, page);
    const links = [...page.text.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, link = '']) => link);
    left.push(...links.map((link) => link.replaceAll('&amp;', '&')));
    if (page.headers.location?.startsWith('/')) left.push(page.headers.location);
  }
  return pages;
}

/** @returns the pages that lose a field, and the number of fields */
async function tryAll(agent: UserAgent, starts: readonly string[]) {
  const losses: string[] = [];
  let fields = 0;
  for (const [path, page] of await pagesFrom(agent, starts)) {
    if (formsToFill(page) > 1) losses.push(`${path}: several forms to fill in`);
    const [form] = typedFieldsOf(page);
    if (!form) continue;
    fields += form.size;
    const typed = Object.fromEntries([...form.keys()].map((name) => [name, `typed into ${name}`]));
    const shown = await switchLanguage(agent, page, 'nl', typed);
    const kept = Object.fromEntries(typedFieldsOf(shown).flatMap((each) => [...each]));
    for (const [name, text] of Object.entries(typed))
      if (kept[name] !== text) losses.push(`${path}: ${name}`);
  }
  return { losses, fields };
}

describe('no field loses what was typed', () => {
  test('on the pages of visitors', async () => {
    const starts = ['/login', '/register', '/device', '/login/validateemail'];
    const { losses, fields } = await tryAll(openUserAgent(app), starts);
    expect(losses).toEqual([]);
    expect(fields).toBeGreaterThan(6);
  });

  test('on the pages of users, owners, developers and operators', async () => {
    const { username, agent } = await newOperator(app);
    await newOrganization(app.database.db, 'petshop', { owner: username });
    await newKey(app, 'petshop', { callbackUrl: 'https://shop.example/callback' });
    await newUser(app, { username: 'customer' });
    const { losses, fields } = await tryAll(agent, ['/account', '/organizations', '/admin']);
    expect(losses).toEqual([]);
    expect(fields).toBeGreaterThan(60);
  }, 180_000);
});
