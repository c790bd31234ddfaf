import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

/** Content that is the same for every caller. It is compressed once and has an ETag. */
export interface Document {
  readonly type: string;
  readonly content: Buffer;
  /** Weak (RFC 9110, section 8.8.1), because the compressed form has the same tag. */
  readonly etag: string;
  readonly compressed: () => Promise<Buffer>;
}

const compress = promisify(gzip);

export function documentOf(type: string, content: Buffer): Document {
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 20);
  let compressed: Promise<Buffer> | undefined;
  return {
    type,
    content,
    etag: `W/"${digest}"`,
    compressed: () => {
      compressed ??= compress(content);
      return compressed;
    },
  };
}

/**
 * Sends a document, compressed if the client accepts it (RFC 9110, section 12.5.3), or 304 if the client already has it
 * (section 13.1.2).
 * @param headers further headers; by default, caches must revalidate every time
 */
export async function sendDocument(
  request: Request,
  response: Response,
  { type, content, etag, compressed }: Document,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  response.status(200).set({
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    Vary: 'Accept-Encoding',
    ...headers,
    ETag: etag,
  });
  if (request.fresh) {
    response.removeHeader('Content-Type');
    return void response.status(304).end();
  }
  const isCompressed = request.acceptsEncodings('gzip', 'identity') === 'gzip';
  const sent = isCompressed ? await compressed() : content;
  response.set({ 'Content-Type': type, 'Content-Length': String(sent.length) });
  if (isCompressed) response.set('Content-Encoding', 'gzip');
  response.end(sent);
}
