import type { ServerResponse } from 'node:http';
import { toJson } from './json.ts';

/** What a service answers, as the generated response unions have it. */
export interface ServiceResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number | undefined>>;
  readonly contentType?: string;
  readonly body?: unknown;
}

/** Writes a service's answer. Personal data and secrets are never stored by caches, unless the service says so. */
export function respond(response: ServerResponse, answer: ServiceResponse): void {
  response.statusCode = answer.status;
  response.setHeader('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    if (value !== undefined) response.setHeader(name, value);
  }
  const content = encode(answer);
  if (content === undefined) return void response.end();
  response.setHeader('Content-Type', answer.contentType ?? 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(content));
  response.end(content);
}

/** A body that the contract lets be nil is sent as an empty one. Text goes out in one piece with the headers. */
function encode(answer: ServiceResponse): Uint8Array | string | undefined {
  if (answer.body === undefined || answer.body === null) return undefined;
  return answer.body instanceof Uint8Array ? answer.body : toJson(answer.body);
}
