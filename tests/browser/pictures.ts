import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** The folder for pictures of what is looked at; without it there are none. */
const pictures = process.env.IYO_SCREENSHOTS;

/** Of longer pages the picture shows the beginning. */
const tallest = 8000;

/** WCAG 2.2, criterion 1.4.10: without scrolling in two directions. */
export const narrow = { width: 320, height: 700 };

/** What is wrong with a page on a screen as narrow as that. */
export async function widthProblems(page: Page): Promise<string[]> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return width > narrow.width ? [`${width} pixels wide on a screen of ${narrow.width}`] : [];
}

/** Keeps a picture of a page as it stands, where pictures are wanted. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: height < tallest });
}
