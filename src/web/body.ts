import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { raw } from 'express';
import { BadRequest, PayloadTooLarge } from '../base/errors.ts';
import { isPercentEncoded } from './percent-encoding.ts';

/** The largest form of a page or of the token service, in bytes. */
export const formLimit = 64 * 1024;

export type BodyRequest = IncomingMessage & { body?: unknown };

type Decoder = ReturnType<typeof raw>;

const decoders = new Map<number, Decoder>();

function decoderFor(limit: number): Decoder {
  const decoder = decoders.get(limit) ?? raw({ type: () => true, limit });
  decoders.set(limit, decoder);
  return decoder;
}

/**
 * Reads the whole body of a request, whatever its content type. A second call returns the same bytes.
 * @param limit in bytes
 * @throws PayloadTooLarge `file_too_large` beyond the limit, BadRequest when the body ends too early
 */
export async function readBytes(
  request: BodyRequest,
  response: ServerResponse,
  limit: number,
): Promise<Buffer> {
  // The reader would wait for the end of a body that it does not read.
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  if (request.body === undefined) {
    if (request.headers['content-encoding'] === undefined) request.body = await collect(request, limit);
    else await decode(request, response, limit);
  }
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else reject(tooLarge());
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', (cause) => reject(unreadable(cause)));
  });
}

/** Reads a compressed body. */
function decode(request: BodyRequest, response: ServerResponse, limit: number): Promise<void> {
  return new Promise((resolve, reject) => {
    decoderFor(limit)(
      request as Parameters<Decoder>[0],
      response as Parameters<Decoder>[1],
      (error?: unknown) => (error ? reject(bodyError(error)) : resolve()),
    );
  });
}

/** Whether the body is a form without files. */
export function isForm({ headers }: IncomingMessage): boolean {
  return /^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '');
}

/** @throws BadRequest unless the form is percent-encoded UTF-8 */
export function parseForm(bytes: Buffer): URLSearchParams {
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes) || !isPercentEncoded(text))
    throw new BadRequest('bad_request', { description: 'The form is not percent-encoded properly.' });
  return new URLSearchParams(text);
}

function tooLarge(): PayloadTooLarge {
  return new PayloadTooLarge('file_too_large', { description: 'The body is too large.' });
}

function bodyError(error: unknown): Error {
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large') return tooLarge();
  if (status !== undefined && status < 500) {
    return unreadable(error);
  }
  return error instanceof Error ? error : new Error(String(error));
}

function unreadable(cause: unknown): BadRequest {
  return new BadRequest('bad_request', { description: 'The body could not be read.', cause });
}
