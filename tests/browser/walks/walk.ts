import type { Page } from 'playwright-core';
import type { Site } from '../site.ts';

/** A way through some pages of the site that stops wherever there is something to look at. */
export type Walk = (walker: Walker) => Promise<void>;

export interface Walker {
  readonly site: Site;
  readonly page: Page;
  /** Goes to an address of the site. */
  goTo(path: string): Promise<void>;
  /** Presses the button or follows the link of this name, and waits for the page that comes. */
  press(name: string): Promise<void>;
  /** Types into the fields of these labels. */
  fill(values: Readonly<Record<string, string>>): Promise<void>;
  look(name: string): Promise<void>;
}

/** @param look what to do with each page that is worth it */
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
