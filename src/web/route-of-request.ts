import type { ServerResponse } from 'node:http';

const templates = new WeakMap<ServerResponse, string>();

/**
 * Notes by which route a request is answered, for the log.
 * @param template the path with the names of its parameters: their values may be secret or personal
 */
export function noteRoute(response: ServerResponse, template: string): void {
  templates.set(response, template);
}

/** @returns undefined when no route took the request */
export function routeOfRequest(response: ServerResponse): string | undefined {
  return templates.get(response);
}
