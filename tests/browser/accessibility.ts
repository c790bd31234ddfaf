import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CDPSession, Page } from 'playwright-core';
import { type Checked, checkContrast, checkRules } from './contrast.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Colours that passed on any page: text of the same look needs no second check of its contrast. */
export type PassedColours = Set<string>;

/**
 * Violations found by axe-core, one line each; it runs despite the page's own script policy.
 * @param passed gets the colours that pass
 */
export async function violationsOn(page: Page, passed: PassedColours = new Set()): Promise<string[]> {
  const violations = await loadAndCheckRules(page);
  return [...violations, ...(await contrastViolationsOn(page, passed))];
}

/** Violations that depend on colours, on a page where axe-core has been loaded. */
export async function contrastViolationsOn(page: Page, passed: PassedColours): Promise<string[]> {
  const checked: Checked = await page.evaluate(checkContrast, [...passed]);
  for (const colours of checked.passed) passed.add(colours);
  return [...checked.violations];
}

const sessions = new WeakMap<Page, CDPSession>();

/** Loads axe-core by the browser's protocol: `page.evaluate` takes twice the time for a source of this size. */
async function loadAndCheckRules(page: Page): Promise<string[]> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: `${source};\n(${checkRules})()`,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(`axe-core cannot be run: ${exceptionDetails.text}`);
  return result.value;
}
