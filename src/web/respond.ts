import type { ServerResponse } from 'node:http';
import { toJson } from './json.ts';

/** Headers in their usual spelling; undefined ones are omitted. */
export type ResponseHeaders = Readonly<Record<string, string | number | undefined>>;

/** The response of a service, as in the generated response unions. */
export interface ServiceResponse {
  readonly status: number;
  readonly headers?: ResponseHeaders;
  readonly contentType?: string;
  readonly body?: unknown;
}

const json = 'application/json; charset=utf-8';
const none: ResponseHeaders = {};

/**
 * Writes the response of a service. Caches never store personal data and secrets, unless the service allows it.
 * @param common headers of every response, which the service may override
 */
export function respond(
  response: ServerResponse,
  { status, headers: own = none, contentType = json, body }: ServiceResponse,
  common = none,
  requestId?: string,
): void {
  const fields: Fields = [];
  add(fields, common, own);
  if (requestId !== undefined) fields.push('X-Request-Id', requestId);
  if (own['Cache-Control'] === undefined) fields.push('Cache-Control', 'no-store');
  add(fields, own);
  const content = encode(body);
  if (content !== undefined) fields.push('Content-Type', contentType);
  if (content !== undefined || (status !== 204 && status !== 304))
    fields.push('Content-Length', content === undefined ? 0 : Buffer.byteLength(content));
  response.writeHead(status, fields).end(content);
}

/** Names and values alternately: building this from an object would be several times slower in Node. */
type Fields = (string | number)[];

/** Adds the headers that `others` does not override. */
function add(fields: Fields, headers: ResponseHeaders, others = none): void {
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && others[name] === undefined) fields.push(name, value);
  }
}

/** A body that the contract allows to be nil is sent as empty. Text is sent in one piece with the headers. */
function encode(body: unknown): Uint8Array | string | undefined {
  if (body === undefined || body === null) return undefined;
  return body instanceof Uint8Array ? body : toJson(body);
}
