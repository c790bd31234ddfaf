import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { VNode } from 'preact';
import { type Document, sendDocument } from '../web/document.ts';
import { respond } from '../web/respond.ts';
import { pageHeaders } from './headers.ts';
import { renderDocument } from './layout.tsx';
import type { PageRequest } from './page-request.ts';

/** The result of a page handler; `endpoint.ts` sends it. */
export type PageResponse = HtmlResponse | RedirectResponse | JsonResponse | FileResponse | DocumentResponse;

export interface HtmlResponse {
  readonly page: PageContent;
  /** Default: 200. */
  readonly status?: number;
}

export interface PageContent {
  /** Empty for a page that shows only the name of the service. */
  readonly title: string;
  readonly content: VNode;
  /** Scripts from `assets/` that enhance the page, in addition to `form.js`, which every page has. */
  readonly scripts?: readonly string[];
  /** Paths of additional style sheets on this site. */
  readonly styles?: readonly string[];
  /** Origins, other than this site, that a form of the page may finally lead to (the client's redirect URI). */
  readonly formTargets?: readonly string[];
  /** Whether the URL of the page contains a secret, which must not be sent as referrer. */
  readonly hasSecretAddress?: boolean;
  /** Whether the form of the page posts to another site, which may check the `Origin` header. */
  readonly tellsOrigin?: boolean;
  /**
   * Whether it is rendered once for all visitors: nothing in it depends on the visitor, and it has no form that posts.
   */
  readonly isShared?: boolean;
  /** Whether the content itself offers language and theme. Otherwise they are shown below it. */
  readonly hasPreferences?: boolean;
  /** `portal`: with a menu next to the content. */
  readonly width?: 'narrow' | 'wide' | 'portal';
  /** Navigation before the content. */
  readonly menu?: VNode;
  /** Replaces the name of the signed-in user in the page header. */
  readonly userMenu?: VNode;
  /** Seconds until a waiting page reloads; only without scripts. */
  readonly refreshSeconds?: number;
}

export interface RedirectResponse {
  readonly redirect: string;
  /**
   * 302 for GET, 303 after POST (RFC 9110, section 15.4.4), 307 to have the form posted again. Default: 303 after POST.
   */
  readonly status?: 302 | 303 | 307;
}

/** For old clients, exactly as they expect it; without `json` the body is empty. */
export interface JsonResponse {
  readonly status: number;
  readonly json?: unknown;
}

/** A file to download. */
export interface FileResponse {
  readonly file: {
    /** Only letters, digits, `.`, `-` and `_`; other characters are removed. */
    readonly name: string;
    readonly type: string;
    readonly bytes: number;
    readonly content: AsyncIterable<Uint8Array>;
  };
}

/** The same for every visitor; browsers cache it and revalidate it. */
export interface DocumentResponse {
  readonly document: Document;
  readonly headers: Readonly<Record<string, string>>;
}

/** A text file to download. */
export function textFile(name: string, type: 'text/csv' | 'application/json', text: string): FileResponse {
  return smallFile(name, `${type}; charset=utf-8`, Buffer.from(text));
}

/** A file that is in memory as a whole. @param type its media type */
export function smallFile(name: string, type: string, content: Buffer): FileResponse {
  return { file: { name, type, bytes: content.length, content: onlyOne(content) } };
}

async function* onlyOne(content: Buffer): AsyncIterable<Uint8Array> {
  yield content;
}

export async function sendResponse(page: PageRequest, result: PageResponse): Promise<void> {
  const { response, request } = page;
  if ('page' in result) return sendPage(page, result);
  writeCookies(page);
  if ('file' in result) return sendFile(page, result);
  if ('document' in result) return sendDocument(request, response, result.document, result.headers);
  if (!('redirect' in result)) return respond(response, { status: result.status, body: result.json });
  response.setHeader('Location', result.redirect);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.statusCode = result.status ?? (request.method === 'POST' ? 303 : 302);
  response.end();
}

/**
 * Sends a file piece by piece. If a piece is missing, the connection is broken, so that a truncated file does not look
 * complete.
 */
async function sendFile(
  { response }: PageRequest,
  { file: { name, type, bytes, content } }: FileResponse,
): Promise<void> {
  response.statusCode = 200;
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '')}"`);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Length', bytes);
  try {
    await pipeline(Readable.from(content, { objectMode: false }), response);
  } catch (error) {
    if (!isClientAbort(error)) throw error;
  }
}

/** Whether the browser closed the connection before the end. */
function isClientAbort(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'code') === 'ERR_STREAM_PREMATURE_CLOSE';
}

async function sendPage(page: PageRequest, { page: view, status = 200 }: HtmlResponse): Promise<void> {
  const html = await renderDocument(page, view);
  const { response } = page;
  writeCookies(page);
  response.statusCode = status;
  for (const [name, value] of Object.entries(pageHeaders(view))) response.setHeader(name, value);
  response.setHeader('Content-Length', Buffer.byteLength(html));
  response.end(html);
}

function writeCookies({ cookies, response }: PageRequest): void {
  const changes = cookies.changes();
  if (changes.length > 0) response.setHeader('Set-Cookie', changes);
}
