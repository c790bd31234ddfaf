import type { Page } from 'playwright-core';
import { contrastViolationsOn, type PassedColours, violationsOn } from './accessibility.ts';
import { keyboardProblems } from './keyboard.ts';
import { routeOf } from './page-routes.ts';
import { narrow, takePicture, widthProblems } from './pictures.ts';
import type { Site } from './site.ts';
import { openTranslations } from './translations.ts';

/** Maximum size of a document, uncompressed, in bytes. */
const largest = 30_000;

/** Settings of the browser whose pages are checked; every check restores them. */
export const normal = {
  colorScheme: 'light',
  reducedMotion: 'reduce',
  viewport: { width: 1100, height: 800 },
} as const;

/** Checks pages as the browser shows them. */
export interface Looker {
  /**
   * Checks the page in light and dark colours and on a narrow screen; for the first page of a route also by keyboard,
   * and in the other languages without scripts.
   * @returns problems, each beginning with the name of the page
   */
  lookAt(page: Page, name: string): Promise<string[]>;
  /** Routes of the pages checked so far. */
  readonly routes: ReadonlySet<string>;
  /** The names of the pictures. */
  readonly names: ReadonlySet<string>;
}

export function openLooker(site: Site): Looker {
  const routes = new Set<string>();
  const names = new Set<string>();
  const passed: PassedColours = new Set();
  const translations = openTranslations(site);
  async function lookAt(page: Page, name: string): Promise<string[]> {
    await page.waitForLoadState();
    const problems = [
      ...(await lookInColours(page, name, passed)),
      ...(await lookOnNarrowScreen(page, name)),
    ];
    if (names.has(name)) problems.push('is the name of another picture, too');
    names.add(name);
    const route = routeOf(site.app.paths, decodeURI(new URL(page.url()).pathname));
    if (route !== undefined && !routes.has(route)) {
      routes.add(route);
      problems.push(...(await keyboardProblems(page)), ...(await translations.problemsOn(page, name)));
    }
    return problems.map((problem) => `${name}: ${problem}`);
  }
  return { lookAt, routes, names };
}

/** Colours affect the contrast only. */
async function lookInColours(page: Page, name: string, passed: PassedColours): Promise<string[]> {
  await takePicture(page, `${name}-light`);
  const violations = await violationsOn(page, passed);
  await page.emulateMedia({ colorScheme: 'dark' });
  await takePicture(page, `${name}-dark`);
  const inDark = (await contrastViolationsOn(page, passed)).map((violation) => `dark: ${violation}`);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...violations, ...inDark];
}

async function lookOnNarrowScreen(page: Page, name: string): Promise<string[]> {
  await page.setViewportSize(narrow);
  const { width, size } = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return { width: document.documentElement.scrollWidth, size: navigation?.decodedBodySize ?? 0 };
  });
  await takePicture(page, `${name}-narrow`);
  await page.setViewportSize(normal.viewport);
  return [...widthProblems(width), ...(size > largest ? [`a document of ${size} bytes`] : [])];
}
