import type { ServerResponse } from 'node:http';
import type { Route } from '../../generated/routes.ts';
import { BadRequest } from '../base/errors.ts';
import { type BodyRequest, readBytes } from './body.ts';
import { parseJson } from './json.ts';
import { storable } from './storable.ts';

/** All parameters of a query string, percent-decoded, in order. */
export function parseQuery(url: string): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : url.slice(start + 1));
}

/**
 * The declared query parameters of a route. Undeclared ones are ignored; a declared one given twice is refused.
 * Flags take `true`, `1` or an empty value, and `false` or `0`; other values are left for validation to refuse.
 */
export function readQuery(route: Route, query: URLSearchParams): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(route.query)) {
    const given = query.getAll(name);
    if (given.length > 1)
      throw new BadRequest('bad_request', { description: `query.${name}: may be given once.` });
    const [value] = given;
    if (value !== undefined) values[name] = type === 'boolean' ? flag(value) : storable(value);
  }
  return values;
}

const flags: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  '': true,
  false: false,
  '0': false,
};

function flag(value: string): unknown {
  return flags[value] ?? value;
}

/** The largest body of an operation in bytes, unless the contract says otherwise. */
export const defaultBodyLimit = 1024 * 1024;

/**
 * Reads a JSON body whatever content type is declared: old clients send none, or JSON's on every request.
 * A form is refused, so that a page of another site cannot post one in a signed-in browser.
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
