import type { Kysely } from 'kysely';
import type { BrowserContext, Page } from 'playwright-core';
import { en, type MessageKey, type Messages } from '../../src/i18n/en/index.ts';
import { nl } from '../../src/i18n/nl/index.ts';
import { ru } from '../../src/i18n/ru/index.ts';
import type { Database } from '../../src/schema.ts';
import { narrow, takePicture, widthProblems } from './pictures.ts';
import type { Site } from './site.ts';

const catalogues: Readonly<Record<'nl' | 'ru', Messages>> = { nl, ru };
type OtherLanguage = keyof typeof catalogues;

/** Checks a page in the other languages, in a narrow tab without scripts. */
export interface Translations {
  problemsOn(page: Page, name: string): Promise<string[]>;
}

export function openTranslations({ url, app }: Site): Translations {
  const { db } = app.database;
  const tabs = new WeakMap<BrowserContext, Page>();
  async function tabOf(context: BrowserContext): Promise<Page> {
    const tab = tabs.get(context) ?? (await openTab(context));
    tabs.set(context, tab);
    return tab;
  }
  async function problemsOn(page: Page, name: string): Promise<string[]> {
    const context = page.context();
    const tab = await tabOf(context);
    const before = (await context.cookies(url)).find((cookie) => cookie.name === 'language');
    const chosen = await listChosen(db);
    const problems: string[] = [];
    for (const language of Object.keys(catalogues) as OtherLanguage[]) {
      await context.addCookies([{ name: 'language', value: language, url }]);
      await setLanguages(db, chosen, () => language);
      await tab.goto(page.url());
      await takePicture(tab, `${name}-${language}`);
      const found = await textProblems(tab, language);
      problems.push(...found.map((problem) => `${language}: ${problem}`));
    }
    await setLanguages(db, chosen, (own) => own);
    await context.clearCookies({ name: 'language' });
    if (before) await context.addCookies([before]);
    return problems;
  }
  return { problemsOn };
}

type Chosen = readonly { readonly username: string; readonly language: string | null }[];

/** Accounts whose language takes precedence over the browser's. */
function listChosen(db: Kysely<Database>): Promise<Chosen> {
  return db.selectFrom('users').select(['username', 'language']).where('language', 'is not', null).execute();
}

async function setLanguages(
  db: Kysely<Database>,
  chosen: Chosen,
  choose: (own: string | null) => string | null,
): Promise<void> {
  for (const { username, language } of chosen)
    await db
      .updateTable('users')
      .set({ language: choose(language) })
      .where('username', '=', username)
      .execute();
}

async function openTab(context: BrowserContext): Promise<Page> {
  const tab = await context.newPage();
  await tab.setViewportSize(narrow);
  const client = await context.newCDPSession(tab);
  await client.send('Emulation.setScriptExecutionDisabled', { value: true });
  return tab;
}

interface Shown {
  readonly width: number;
  readonly language: string;
  readonly texts: readonly string[];
  /** Controls that do nothing without scripts. */
  readonly dead: readonly string[];
}

/** What is wrong with a page on a narrow screen in a language. */
export async function textProblems(page: Page, language: OtherLanguage): Promise<string[]> {
  const shown = await page.evaluate(readPage);
  const left = shown.texts.filter((text) => isKey(text) || isEnglish(text, language));
  return [
    ...widthProblems(shown.width),
    ...(shown.language === language ? [] : [`is in ${shown.language}`]),
    ...[...new Set(left)].map((text) => `not translated: ${text}`),
    ...shown.dead.map((html) => `does nothing without scripts: ${html}`),
  ];
}

/** Runs in the page. */
function readPage(): Shown {
  const isOfPage = (element: Element | null) =>
    element !== null && !element.closest('[lang]:not(html), code, pre, kbd');
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (isOfPage(node.parentElement)) texts.push(node.textContent ?? '');
  for (const element of Array.from(document.querySelectorAll('[title], [aria-label], [placeholder], [alt]')))
    for (const name of ['title', 'aria-label', 'placeholder', 'alt'])
      texts.push(element.getAttribute(name) ?? '');
  const controls = 'button[type="button"], a[href^="#"]:not(.skip-link)';
  const dead = Array.from(document.querySelectorAll<HTMLElement>(controls))
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => {
      const target = element.getAttribute('href');
      return target === null || document.getElementById(decodeURIComponent(target.slice(1))) === null;
    });
  return {
    width: document.documentElement.scrollWidth,
    language: document.documentElement.lang,
    texts: texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== ''),
    dead: dead.map(({ outerHTML }) => outerHTML.slice(0, 120)),
  };
}

const isKey = (text: string) => Object.hasOwn(en, text);

/** Texts that are data, such as the names of the tests' browsers. */
const data: readonly string[] = ['Test'];

/** The literal parts of English texts that are too long to be names and do not occur in the language. */
function englishParts(language: OtherLanguage): string[] {
  const own = new Set(Object.values(catalogues[language]));
  return (Object.keys(en) as MessageKey[])
    .filter((key) => !own.has(en[key]))
    .flatMap((key) => (en[key].includes(', plural') ? [] : en[key].split(/\{[^}]*\}/)))
    .map((part) => part.trim())
    .filter((part) => part.length >= 4 && !own.has(part));
}

const partsOf: Readonly<Record<OtherLanguage, ReadonlySet<string>>> = {
  nl: new Set(englishParts('nl')),
  ru: new Set(englishParts('ru')),
};

/** Whether it is an English text, or contains a long part of one. */
function isEnglish(text: string, language: OtherLanguage): boolean {
  if (data.includes(text)) return false;
  const parts = partsOf[language];
  return (
    parts.has(text) ||
    (/[a-z]{3}/.test(text) && [...parts].some((part) => part.length > 20 && text.includes(part)))
  );
}
