import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CDPSession, Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Violations found by axe-core, one line each; it runs despite the page's own script policy. */
export function violationsOn(page: Page): Promise<string[]> {
  return run(page, { resultTypes: ['violations'] });
}

/** Violations that depend on colours. */
export function contrastViolationsOn(page: Page): Promise<string[]> {
  return run(page, { resultTypes: ['violations'], runOnly: ['color-contrast'] });
}

async function run(page: Page, options: object): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await load(page);
  return page.evaluate(async (chosen) => {
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run(document, chosen);
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
  }, options);
}

const sessions = new WeakMap<Page, CDPSession>();

/** Loads axe-core by the browser's protocol: `page.evaluate` takes twice the time for a source of this size. */
async function load(page: Page): Promise<void> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  const { exceptionDetails } = await session.send('Runtime.evaluate', { expression: source });
  if (exceptionDetails) throw new Error(`axe-core cannot be loaded: ${exceptionDetails.text}`);
}

interface Axe {
  run(
    context: Document,
    options: object,
  ): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>;
}
