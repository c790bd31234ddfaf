import type { ServerResponse } from 'node:http';
import { BadRequest } from '../base/errors.ts';
import { type BodyRequest, readBytes } from './body.ts';
import { parseJson } from './json.ts';
import type { Route } from './route.ts';

/** All parameters of a query string, percent-decoded, in order. */
export function parseQuery(url: string): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : url.slice(start + 1));
}

/** The largest body of an operation in bytes, unless the contract says otherwise. */
export const defaultBodyLimit = 1024 * 1024;

/**
 * Reads a JSON body whatever its content type: old clients send none, or that of JSON on every request. A form is
 * refused, so that a page of another site cannot post one in a signed-in browser.
 * @returns undefined when there is no body
 */
export async function readJson(
  route: Route,
  request: BodyRequest,
  response: ServerResponse,
): Promise<unknown> {
  const bytes = await readBytes(request, response, route.bodyLimit ?? defaultBodyLimit);
  if (bytes.length === 0) return undefined;
  const type = request.headers['content-type'] ?? '';
  if (/^\s*(multipart\/|application\/x-www-form-urlencoded)/i.test(type)) {
    throw new BadRequest('bad_request', { description: 'Send the body as application/json.' });
  }
  return parseJson(bytes);
}
