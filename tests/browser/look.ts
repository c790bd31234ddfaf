import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { violationsOn } from './accessibility.ts';

/** The folder for pictures of what is looked at; without it there are none. */
const pictures = process.env.IYO_SCREENSHOTS;

const normal = { width: 1100, height: 800 };
/** Of longer pages the picture shows the beginning. */
const tallest = 8000;
const narrow = { width: 320, height: 700 };

/**
 * Looks at a page as it stands, in light and in dark colours and on a narrow screen.
 * @returns what is wrong with it, each beginning with the name of the page
 */
export async function lookAt(page: Page, name: string): Promise<string[]> {
  const problems: string[] = [];
  await page.setViewportSize(normal);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await takePicture(page, `${name}-${colorScheme}`);
    problems.push(...(await violationsOn(page)).map((violation) => `${name}, ${colorScheme}: ${violation}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(narrow);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > narrow.width) problems.push(`${name}: ${width} pixels wide on a screen of ${narrow.width}`);
  await takePicture(page, `${name}-narrow`);
  await page.setViewportSize(normal);
  return problems;
}

/** Keeps a picture of a page as it stands, where pictures are wanted. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: height < tallest });
}
