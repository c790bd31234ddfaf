import { type RequestHandler, Router } from 'express';
import { NotFound } from '../../base/errors.ts';
import { type PageHandler, pageEndpoint } from '../../ui/endpoint.tsx';
import type { PageDependencies, PageRequest } from '../../ui/page-request.ts';
import { createSharedPages, type SharedPages } from '../../ui/shared-page.ts';
import { type Document, sendDocument } from '../../web/document.ts';
import { endpoint } from '../../web/web.ts';
import { type Catalogue, createSearch, readCatalogue } from './catalogue.ts';
import { openapiDocument, readConsoleFile, readContractFiles } from './documents.ts';
import { guidePage } from './guides.tsx';
import { consolePage, searchPage, startPage } from './pages.tsx';
import { consolePath, documentationPath, guideNames, operationPath, pathOf, searchPath } from './paths.ts';
import { groupPage, operationPage } from './reference.tsx';

/** The number of rendered pages to keep. All pages in every language and theme would be five times as many. */
const maximumPages = 400;

/** The API's documentation: to read, to search, to download (RAML and OpenAPI), and to try out. */
export function createApiDocumentationRouter(deps: PageDependencies): Router {
  const router = Router({ caseSensitive: true });
  addDownloads(router, deps);
  const { publicUrl } = deps;
  const catalogue = once(() => readCatalogue(publicUrl));
  const search = once(() => createSearch(catalogue()));
  const shared = createSharedPages(maximumPages);
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
  addReference(add, shared, catalogue);
  return router;
}

/** A page for each group, and one for each of its operations. */
function addReference(
  add: (path: string, GET: PageHandler) => void,
  shared: SharedPages,
  catalogue: () => Catalogue,
): void {
  const groupOf = ({ request }: PageRequest) =>
    found(catalogue().groups.find(({ path }) => path === request.params.group));
  add(pathOf(':group'), (page) => {
    const group = groupOf(page);
    return shared(page, group.path, () => groupPage({ page, catalogue: catalogue(), group }));
  });
  add(operationPath(':group', ':operation'), (page) => {
    const group = groupOf(page);
    const operation = found(group.operations.find(({ name }) => name === page.request.params.operation));
    const view = () => operationPage({ page, catalogue: catalogue(), group }, operation);
    return shared(page, `${group.path}/${operation.name}`, view);
  });
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new NotFound();
  return value;
}

/** The contract as RAML and as OpenAPI, and the files of the console. */
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

/** Reads the value on first use and keeps it. */
function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}
