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

/** What kind of caller made a request: how a user or client proved who it is. */
export type CallerKind = 'none' | 'session' | 'userApiKey' | 'consent' | 'organizationApiKey' | 'client';

const callers = new WeakMap<ServerResponse, CallerKind>();

/** Notes who is calling, for the log: the kind, never the name. */
export function noteCaller(response: ServerResponse, kind: CallerKind): void {
  callers.set(response, kind);
}

export function callerOfRequest(response: ServerResponse): CallerKind {
  return callers.get(response) ?? 'none';
}
