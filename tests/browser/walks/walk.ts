import type { Page } from 'playwright-core';
import type { Site } from '../site.ts';

/** A path through pages of the site, which looks at each of interest. */
export type Walk = (walker: Walker) => Promise<void>;

export interface Walker {
  readonly site: Site;
  readonly page: Page;
  goTo(path: string): Promise<void>;
  /** Presses the button or follows the link with this name, and waits for the next page. */
  press(name: string): Promise<void>;
  /** Fills in the fields with these labels. */
  fill(values: Readonly<Record<string, string>>): Promise<void>;
  look(name: string): Promise<void>;
}

/** @param look called for each page of interest */
export function walkerOn(site: Site, page: Page, look: (name: string) => Promise<void>): Walker {
  return {
    site,
    page,
    look,
    async goTo(path) {
      await page.goto(new URL(path, site.url).href);
    },
    async press(name) {
      const control = page.getByRole('button', { name, exact: true });
      await control
        .or(page.getByRole('link', { name, exact: true }))
        .first()
        .click();
      await page.waitForLoadState();
    },
    async fill(values) {
      for (const [label, value] of Object.entries(values))
        await page.getByLabel(label, { exact: true }).fill(value);
    },
  };
}
