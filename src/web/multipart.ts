import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { BadRequest } from '../base/errors.ts';
import { readBytes } from './body.ts';

/** More than a form with one file needs. */
const limits = { parts: 20, headerPairs: 20, headerSize: 8192 };

export interface UploadedFile {
  /** As the sender names it; empty when it has no name. */
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A form with a file. */
export interface MultipartForm {
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The first file in the part `file`; other files are ignored. */
  readonly file?: UploadedFile;
}

export function isMultipart({ headers }: IncomingMessage): boolean {
  return /^\s*multipart\/form-data\s*;/i.test(headers['content-type'] ?? '');
}

/**
 * Reads a form with files (RFC 7578). The whole body is read before it is parsed, so that the usual limits for size and
 * time apply.
 * @param limit in bytes
 * @throws BadRequest for anything except a complete form, PayloadTooLarge `file_too_large`
 */
export async function readMultipart(
  request: IncomingMessage,
  response: ServerResponse,
  limit: number,
): Promise<MultipartForm> {
  if (!isMultipart(request)) throw badForm('Send the file as multipart/form-data.');
  const bytes = await readBytes(request, response, limit);
  return parse(request.headers['content-type'] ?? '', bytes).catch((cause: unknown) => {
    throw badForm('The form is damaged or incomplete.', cause);
  });
}

function parse(type: string, bytes: Buffer): Promise<MultipartForm> {
  return new Promise((resolve, reject) => {
    const form = new Busboy({ headers: { 'content-type': type }, limits });
    const fields: [string, string][] = [];
    let found: (Omit<UploadedFile, 'bytes'> & { readonly chunks: Buffer[] }) | undefined;
    form.on('field', (name: string, value: string) => void fields.push([name, value]));
    form.on('file', (part: string, content: Readable, filename: string, _encoding, mediaType) => {
      content.on('error', reject);
      if (part !== 'file' || found) return void content.resume();
      const chunks: Buffer[] = [];
      content.on('data', (chunk: Buffer) => void chunks.push(chunk));
      found = { filename: filename ?? '', mediaType, chunks };
    });
    form.on('error', reject);
    form.on('partsLimit', () => reject(new Error('too many parts')));
    form.on('finish', () => resolve({ fields, ...(found && { file: fileOf(found) }) }));
    form.end(bytes);
  });
}

function fileOf({
  chunks,
  ...file
}: Omit<UploadedFile, 'bytes'> & { readonly chunks: Buffer[] }): UploadedFile {
  return { ...file, bytes: Buffer.concat(chunks) };
}

export function badForm(description: string, cause?: unknown): BadRequest {
  return new BadRequest('bad_request', { description, cause });
}
