import { type RequestHandler, Router } from 'express';
import { NotFound } from '../../base/errors.ts';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { PageDependencies } from '../../ui/page-request.ts';
import { endpoint } from '../../web/web.ts';
import {
  type Document,
  openapiDocument,
  readConsoleFile,
  readContractFiles,
  readDocumentation,
} from './documents.ts';
import { consolePage, documentationPage } from './pages.tsx';

/** The API's documentation: to read, to download (RAML and OpenAPI), and to try out. */
export function createApiDocumentationRouter(deps: PageDependencies): Router {
  const router = Router({ caseSensitive: true });
  const html = once(readDocumentation);
  const raml = once(readContractFiles);
  router.all('/apidocumentation', pageEndpoint(deps, { GET: (page) => documentationPage(page, html()) }));
  router.all('/apidocumentation/console', pageEndpoint(deps, { GET: consolePage }));
  router.all('/apidocumentation/openapi.json', document(once(() => openapiDocument(deps.publicUrl))));
  for (const name of ['swagger-ui-bundle.js', 'swagger-ui.css'] as const) {
    router.all(`/apidocumentation/console/${name}`, document(once(() => readConsoleFile(name))));
  }
  router.all(/^\/apidocumentation\/raml\/(.+)$/, (request, response, next) => {
    const file = raml().get(String(request.params[0]));
    if (!file) throw new NotFound();
    return document(() => file)(request, response, next);
  });
  return router;
}

/** RFC 9110, section 13.1.2: who has it already is told so. */
function document(find: () => Document): RequestHandler {
  return endpoint({
    GET: (request, response) => {
      const { type, content, etag } = find();
      response.set({ ETag: etag, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' });
      if (request.headers['if-none-match'] === etag) return void response.status(304).end();
      response.set({ 'Content-Type': type, 'Content-Length': String(content.length) });
      response.end(content);
    },
  });
}

/** Read when first asked for, then kept. */
function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}
