import type { IncomingMessage, ServerResponse } from 'node:http';
import type { UploadedFile } from '../../generated/types.ts';
import { badForm, readMultipart } from '../web/multipart.ts';
import { defaultBodyLimit } from '../web/request.ts';
import type { Route } from '../web/route.ts';

/**
 * Reads a form (RFC 7578) and returns the first file in the part `file`; ignores other parts.
 * @throws BadRequest when the form is incomplete or has no such file, PayloadTooLarge `file_too_large`
 */
export async function readUpload(
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<{ readonly file: UploadedFile }> {
  const { file } = await readMultipart(request, response, route.bodyLimit ?? defaultBodyLimit);
  if (!file) throw badForm('The form has no file in a part called "file".');
  return { file };
}
