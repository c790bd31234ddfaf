import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** Folder for screenshots; without it none are taken. */
const pictures = process.env.IYO_SCREENSHOTS;

/** Screenshots of taller pages are cut off. */
const tallest = 8000;

/** WCAG 2.2, criterion 1.4.10: without scrolling in two directions. */
export const narrow = { width: 320, height: 700 };

/** @param width of a page on a narrow screen */
export function widthProblems(width: number): string[] {
  return width > narrow.width ? [`${width} pixels wide on a screen of ${narrow.width}`] : [];
}

/** Takes a screenshot of a page if wanted. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: height < tallest });
}
