import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

/** Something that is the same for all who ask for it: it is compressed once, and known by its ETag. */
export interface Document {
  readonly type: string;
  readonly content: Buffer;
  /** Weak (RFC 9110, section 8.8.1): compressed or not, it says the same. */
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
 * Sends a document, compressed for a client that can read it (RFC 9110, section 12.5.3); one that has it already is told
 * so (section 13.1.2).
 * @param headers further ones; by default caches ask each time whether it changed
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
