import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { newKey } from '../oauth/code-flow.ts';
import { listen } from '../support/listening.ts';
import { newOrganization } from '../support/organizations.ts';
import { newCertificate } from './certificate.ts';
import { openSite, type Site } from './site.ts';

/** A single-page application with `oidc-client-ts`, and the server that signs its users in, all behind HTTPS. */
export interface Board {
  readonly site: Site;
  /** Addresses of the application: below the domain of the server, and below another domain. */
  readonly sameSite: string;
  readonly crossSite: string;
  /** Settings of `UserManager` besides addresses and scopes; `bindsTokens` stands for DPoP. */
  settings: Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

const library = createRequire(import.meta.url)
  .resolve('oidc-client-ts')
  .replace(/umd[^/]*\/.*$/, 'browser/oidc-client-ts.js');
const files: Readonly<Record<string, readonly [type: string, file: string | URL]>> = {
  '/': ['text/html', new URL('single-page-app/index.html', import.meta.url)],
  '/callback': ['text/html', new URL('single-page-app/index.html', import.meta.url)],
  '/app.js': ['text/javascript', new URL('single-page-app/app.js', import.meta.url)],
  '/oidc-client-ts.js': ['text/javascript', library],
};

export async function openBoard(profile: string): Promise<Board> {
  const certificate = await newCertificate();
  const server = await listen('id.wonderland.example', certificate);
  const site = await openSite({ IYO_PROFILE: profile }, server);
  const application = await listen('board.wonderland.example', certificate);
  const sameSite = application.url;
  const crossSite = sameSite.replace('wonderland', 'elsewhere');
  await newOrganization(site.app.database.db, 'board');
  for (const origin of [sameSite, crossSite])
    await newKey(site.app, 'board', {
      callbackUrl: `${origin}/callback`,
      matchesExactly: true,
      isPublic: true,
      postLogoutRedirectUris: [`${origin}/`],
    });
  const board = { site, sameSite, crossSite, settings: {}, close };
  application.serve(async ({ url = '' }, response) => {
    const [path = ''] = url.split('?');
    if (path === '/settings.json') {
      const settings = { authority: site.url, client_id: 'board', ...board.settings };
      return void response.end(JSON.stringify(settings));
    }
    const [type, file] = files[path] ?? [];
    if (type === undefined || file === undefined) return void response.writeHead(404).end();
    response.setHeader('Content-Type', type).end(await readFile(file));
  });
  async function close(): Promise<void> {
    await application.close();
    await site.close();
  }
  return board;
}
