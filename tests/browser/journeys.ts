import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { newClient } from '../support/authorize.ts';
import { openSite, type Site } from './site.ts';
import { type Walker, walkerOn } from './walks/walk.ts';
import { watch } from './watch.ts';

/** The server and the sample application whose customers it signs in. */
export interface Town {
  readonly site: Site;
  readonly shopUrl: string;
  close(): Promise<void>;
}

type CreateShop = (settings: Record<string, string>) => RequestListener;

export async function openTown(): Promise<Town> {
  const site = await openSite();
  let shop: RequestListener | undefined;
  const server = createServer((request, response) => shop?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clientId = 'pet-shop';
  const clientSecret = await newClient(site.app, clientId, { callbackUrl: `${url}/callback` });
  const path = '../../examples/pet-shop/shop.js';
  const { createShop } = (await import(path)) as { createShop: CreateShop };
  shop = createShop({ issuer: site.url, clientId, clientSecret, url });
  return {
    site,
    shopUrl: url,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await site.close();
    },
  };
}

/** A user with a browser. */
export interface Visitor extends Walker {
  readonly context: BrowserContext;
  /** Errors reported by the browser. */
  readonly problems: readonly string[];
}

export async function newVisitor(
  browser: Browser,
  { site, shopUrl }: Town,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const problems = watch(context, site.url, shopUrl);
  const page = await context.newPage();
  return { ...walkerOn(site, page, async () => undefined), context, problems };
}

export const headingOf = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

export const focusOn = (page: Page, id: string) => page.locator(`#${id}:focus`).waitFor();
