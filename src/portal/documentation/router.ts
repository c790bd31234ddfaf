import { type RequestHandler, Router } from 'express';
import { NotFound } from '../../base/errors.ts';
import { type PageHandler, pageEndpoint } from '../../ui/endpoint.tsx';
import type { PageDependencies } from '../../ui/page-request.ts';
import { createSharedPages } from '../../ui/shared-page.ts';
import { type Document, sendDocument } from '../../web/document.ts';
import { endpoint } from '../../web/web.ts';
import { createSearch, readCatalogue } from './catalogue.ts';
import { openapiDocument, readConsoleFile, readContractFiles } from './documents.ts';
import { guidePage } from './guides.tsx';
import { consolePage, groupPage, searchPage, startPage } from './pages.tsx';
import { consolePath, documentationPath, guideNames, pathOf, searchPath } from './paths.ts';

/** Every page in every language and appearance, as long as that is not much. */
const mostPages = 400;

/** The API's documentation: to read, to search, to download (RAML and OpenAPI), and to try out. */
export function createApiDocumentationRouter(deps: PageDependencies): Router {
  const router = Router({ caseSensitive: true });
  addDownloads(router, deps);
  const { publicUrl } = deps;
  const catalogue = once(() => readCatalogue(publicUrl));
  const search = once(() => createSearch(catalogue()));
  const shared = createSharedPages(mostPages);
  const add = (path: string, GET: PageHandler) => router.all(path, pageEndpoint(deps, { GET }));
  add(documentationPath, (page) => shared(page, '', () => startPage(page, catalogue())));
  add(searchPath, (page) => ({ page: searchPage(page, catalogue(), search()) }));
  add(consolePath, async (page) => {
    const session = await page.session('interactive');
    return { page: consolePage(page, catalogue(), session?.username ?? undefined) };
  });
  for (const name of guideNames) {
    const guide: PageHandler = (page) =>
      shared(page, name, () => guidePage({ page, catalogue: catalogue(), publicUrl }, name));
    add(pathOf(name), guide);
  }
  add(pathOf(':group'), (page) => {
    const group = catalogue().groups.find(({ path }) => path === page.request.params.group);
    if (!group) throw new NotFound();
    return shared(page, group.path, () => groupPage(page, catalogue(), group));
  });
  return router;
}

/** The contract in its own words and as OpenAPI, and the files of the console. */
function addDownloads(router: Router, { publicUrl }: PageDependencies): void {
  const raml = once(readContractFiles);
  router.all(pathOf('openapi.json'), document(once(() => openapiDocument(publicUrl))));
  for (const name of ['swagger-ui-bundle.js', 'swagger-ui.css'] as const) {
    router.all(`${consolePath}/${name}`, document(once(() => readConsoleFile(name))));
  }
  router.all(/^\/apidocumentation\/raml\/(.+)$/, (request, response, next) => {
    const file = raml().get(String(request.params[0]));
    if (!file) throw new NotFound();
    return document(() => file)(request, response, next);
  });
}

function document(find: () => Document): RequestHandler {
  return endpoint({ GET: (request, response) => sendDocument(request, response, find()) });
}

/** Read when first asked for, then kept. */
function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}
