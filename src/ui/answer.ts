import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { VNode } from 'preact';
import { type Document, sendDocument } from '../web/document.ts';
import { respond } from '../web/respond.ts';
import { pageHeaders } from './headers.ts';
import { renderDocument } from './layout.tsx';
import type { PageRequest } from './page-request.ts';

/** What a page's handler returns; `endpoint.ts` sends it. */
export type Answer = PageAnswer | RedirectAnswer | JsonAnswer | FileAnswer | DocumentAnswer;

export interface PageAnswer {
  readonly page: PageContent;
  /** Default: 200. */
  readonly status?: number;
}

export interface PageContent {
  /** Empty for the page that needs none beside the name of the service. */
  readonly title: string;
  readonly content: VNode;
  /** Scripts from `assets/` that enhance the page, beside `form.js`, which all have. */
  readonly scripts?: readonly string[];
  /** Addresses of further style sheets on this site. */
  readonly styles?: readonly string[];
  /** Origins, other than this site, to which a form of the page may lead in the end (the client's redirect URI). */
  readonly formTargets?: readonly string[];
  /** Whether the page's own address holds a secret, which must not be passed on. */
  readonly hasSecretAddress?: boolean;
  /** Whether the form of the page posts to another site, which may check the `Origin` header. */
  readonly tellsOrigin?: boolean;
  /** Whether it is rendered once for all: nothing in it is about who reads it, and it has no form that posts. */
  readonly isShared?: boolean;
  /** Whether the content itself offers language and appearance, which else stand below it. */
  readonly hasPreferences?: boolean;
  /** `portal`: beside a menu. */
  readonly width?: 'narrow' | 'wide' | 'portal';
  /** Navigation before the content. */
  readonly menu?: VNode;
  /** In the head of the page, in place of the name of the signed-in user. */
  readonly userMenu?: VNode;
  /** Seconds after which a waiting page asks again; only without scripts. */
  readonly refreshSeconds?: number;
}

export interface RedirectAnswer {
  readonly redirect: string;
  /**
   * 303 after a form (RFC 9110, section 15.4.4), 302 otherwise; 307 to have the form posted once more. Default: 303 after
   * POST.
   */
  readonly status?: 302 | 303 | 307;
}

/** For old clients, byte for byte; without `json` the body is empty. */
export interface JsonAnswer {
  readonly status: number;
  readonly json?: unknown;
}

/** For the person to keep; browsers save it and show nothing. */
export interface FileAnswer {
  readonly file: {
    /** Of letters, digits, `.`, `-` and `_`; others are left out. */
    readonly name: string;
    readonly type: string;
    readonly bytes: number;
    readonly content: AsyncIterable<Uint8Array>;
  };
}

/** The same for all who ask: kept by browsers, which ask whether it changed. */
export interface DocumentAnswer {
  readonly document: Document;
  readonly headers: Readonly<Record<string, string>>;
}

/** A text for the person to keep. */
export function textFile(name: string, type: 'text/csv' | 'application/json', text: string): FileAnswer {
  const content = Buffer.from(text);
  const file = { name, type: `${type}; charset=utf-8`, bytes: content.length };
  return { file: { ...file, content: onlyOne(content) } };
}

async function* onlyOne(content: Buffer): AsyncIterable<Uint8Array> {
  yield content;
}

export async function sendAnswer(page: PageRequest, answer: Answer): Promise<void> {
  const { response, request } = page;
  if ('page' in answer) return sendPage(page, answer);
  writeCookies(page);
  if ('file' in answer) return sendFile(page, answer);
  if ('document' in answer) return sendDocument(request, response, answer.document, answer.headers);
  if (!('redirect' in answer)) return respond(response, { status: answer.status, body: answer.json });
  response.setHeader('Location', answer.redirect);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.statusCode = answer.status ?? (request.method === 'POST' ? 303 : 302);
  response.end();
}

/** Piece by piece. When a piece is missing the connection breaks, so that the beginning is not taken for the whole. */
async function sendFile(
  { response }: PageRequest,
  { file: { name, type, bytes, content } }: FileAnswer,
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
    if (!wasLeft(error)) throw error;
  }
}

/** Whether the browser did not wait for the end. */
function wasLeft(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'code') === 'ERR_STREAM_PREMATURE_CLOSE';
}

async function sendPage(page: PageRequest, { page: view, status = 200 }: PageAnswer): Promise<void> {
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
