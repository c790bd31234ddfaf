import { LRUCache } from 'lru-cache';
import { type Document, documentOf } from '../web/document.ts';
import { pageHeaders } from './headers.ts';
import { renderDocument } from './layout.tsx';
import type { PageRequest } from './page-request.ts';
import type { DocumentResponse, PageContent } from './page-response.ts';

/** A page that is the same for all visitors with the same language and theme. */
export type SharedPages = (
  page: PageRequest,
  name: string,
  content: () => Omit<PageContent, 'isShared'>,
) => Promise<DocumentResponse>;

/** The response depends on the cookies for language and theme, or else on the browser's preferences. */
const headers = {
  ...pageHeaders({}),
  'Cache-Control': 'private, no-cache',
  Vary: 'Accept-Encoding, Accept-Language, Cookie',
};

/** Renders each page once for each language and theme. @param most the maximum number of cached pages */
export function createSharedPages(most: number): SharedPages {
  const known = new LRUCache<string, Promise<Document>>({ max: most });
  return async (page, name, content) => {
    const key = [name, page.language, page.theme].join(' ');
    const document = known.get(key) ?? render(page, { ...content(), isShared: true });
    known.set(key, document);
    return { document: await document, headers };
  };
}

async function render(page: PageRequest, view: PageContent): Promise<Document> {
  return documentOf('text/html; charset=utf-8', Buffer.from(await renderDocument(page, view)));
}
