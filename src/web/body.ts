import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { raw } from 'express';
import { BadRequest, PayloadTooLarge } from '../base/errors.ts';
import { isPercentEncoded } from './percent-encoding.ts';

/** The largest form of a page or of the token service in bytes. */
export const formLimit = 64 * 1024;

export type BodyRequest = IncomingMessage & { body?: unknown };

type BodyReader = ReturnType<typeof raw>;

const readers = new Map<number, BodyReader>();

function readerFor(limit: number): BodyReader {
  const reader = readers.get(limit) ?? raw({ type: () => true, limit });
  readers.set(limit, reader);
  return reader;
}

/**
 * Reads the body of any request to its end, whatever its content type.
 * @param limit in bytes
 * @throws PayloadTooLarge `file_too_large` beyond the limit, BadRequest when the body ends too early
 */
export async function readBytes(
  request: BodyRequest,
  response: ServerResponse,
  limit: number,
): Promise<Buffer> {
  // The reader would wait for the end of what it does not take.
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  await new Promise<void>((resolve, reject) => {
    readerFor(limit)(
      request as Parameters<BodyReader>[0],
      response as Parameters<BodyReader>[1],
      (error?: unknown) => (error ? reject(bodyError(error)) : resolve()),
    );
  });
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
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
    return new BadRequest('bad_request', { description: 'The body could not be read.', cause: error });
  }
  return error instanceof Error ? error : new Error(String(error));
}
