import type { ServerResponse } from 'node:http';
import { toJson } from './json.ts';

/** Headers by their usual spelling; those that are undefined are left out. */
export type AnswerHeaders = Readonly<Record<string, string | number | undefined>>;

/** What a service answers, as the generated response unions have it. */
export interface ServiceResponse {
  readonly status: number;
  readonly headers?: AnswerHeaders;
  readonly contentType?: string;
  readonly body?: unknown;
}

const json = 'application/json; charset=utf-8';
const none: AnswerHeaders = {};

/**
 * Writes a service's answer. Personal data and secrets are never stored by caches, unless the service says so.
 * @param common headers that every answer has, which the service may replace
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

/** Names and values in turn: from an object, Node would make them at several times the cost. */
type Fields = (string | number)[];

/** Adds the headers that `others` does not replace. */
function add(fields: Fields, headers: AnswerHeaders, others = none): void {
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && others[name] === undefined) fields.push(name, value);
  }
}

/** A body that the contract lets be nil is sent as an empty one. Text goes out in one piece with the headers. */
function encode(body: unknown): Uint8Array | string | undefined {
  if (body === undefined || body === null) return undefined;
  return body instanceof Uint8Array ? body : toJson(body);
}
