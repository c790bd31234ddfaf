import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { Route } from '../../generated/routes.ts';
import type { UploadedFile } from '../../generated/types.ts';
import { BadRequest } from '../base/errors.ts';
import { readBytes } from '../web/body.ts';
import { defaultBodyLimit } from '../web/request.ts';

/** More than a form with one file needs. */
const limits = { parts: 20, headerPairs: 20, headerSize: 8192 };

/**
 * Reads a form (RFC 7578) and takes the first file in the part `file`; other parts are ignored. The form is read to its
 * end before any of it is looked at, so its size and the time it takes are those of every other body.
 * @throws BadRequest for anything but a whole form with such a file, PayloadTooLarge `file_too_large`
 */
export async function readUpload(
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<{ readonly file: UploadedFile }> {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) throw badForm('Send the file as multipart/form-data.');
  const bytes = await readBytes(request, response, route.bodyLimit ?? defaultBodyLimit);
  const file = await findFile(type, bytes).catch((cause: unknown) => {
    throw badForm('The form is damaged or incomplete.', cause);
  });
  if (!file) throw badForm('The form has no file in a part called "file".');
  return { file };
}

function findFile(type: string, bytes: Buffer): Promise<UploadedFile | undefined> {
  return new Promise((resolve, reject) => {
    const form = new Busboy({ headers: { 'content-type': type }, limits });
    let found:
      | { readonly filename: string; readonly mediaType: string; readonly chunks: Buffer[] }
      | undefined;
    form.on('file', (part: string, content: Readable, filename: string, _encoding, mediaType) => {
      content.on('error', reject);
      if (part !== 'file' || found) return void content.resume();
      const chunks: Buffer[] = [];
      content.on('data', (chunk: Buffer) => void chunks.push(chunk));
      found = { filename: filename ?? '', mediaType, chunks };
    });
    form.on('error', reject);
    form.on('partsLimit', () => reject(new Error('too many parts')));
    form.on('finish', () =>
      resolve(
        found && { filename: found.filename, mediaType: found.mediaType, bytes: Buffer.concat(found.chunks) },
      ),
    );
    form.end(bytes);
  });
}

function badForm(description: string, cause?: unknown): BadRequest {
  return new BadRequest('bad_request', { description, cause });
}
