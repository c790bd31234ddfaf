import type { RawRequest, RawResponse } from './sending.ts';

/** A defect: something that no request may cause. */
export interface Problem {
  readonly kind: 'failure' | 'undeclared status' | 'schema' | 'form of the response' | 'no response';
  readonly detail: string;
}

/** What kind of response a request must get. */
export type Surface = 'api' | 'oauth' | 'page' | 'scim';

/** Statuses allowed for pages and protocol endpoints. */
const siteStatuses = [
  ...[
    200, 201, 204, 302, 303, 304, 307, 400, 401, 403, 404, 405, 406, 409, 410, 413, 415, 416, 422, 429, 431,
  ],
];

/**
 * Checks a response against what every caller may rely on. Inside the server, responses of operations are checked
 * against the contract, and violations become 500.
 * @returns the defect
 */
export function problemOf(
  surface: Surface,
  { method }: RawRequest,
  response: RawResponse,
): Problem | undefined {
  const { status } = response;
  if (status >= 500) return { kind: 'failure', detail: `status ${status}` };
  if (surface !== 'api' && surface !== 'scim' && !siteStatuses.includes(status))
    return { kind: 'undeclared status', detail: `status ${status}` };
  const detail = formProblem(surface, method, response);
  return detail === undefined ? undefined : { kind: 'form of the response', detail };
}

function formProblem(
  surface: Surface,
  method: string,
  { status, headers, text }: RawResponse,
): string | undefined {
  const type = headers['content-type'] ?? '';
  if (type === 'application/scim+json') return method === 'HEAD' ? undefined : scimProblem(text);
  if (type.startsWith('application/json')) return method === 'HEAD' ? undefined : jsonProblem(status, text);
  if (status >= 400 && surface === 'api' && text !== '') return `an error of the type ${type}`;
  if (type.startsWith('text/html') && text !== '' && !/^<!doctype html>/i.test(text))
    return 'a page without doctype';
  return undefined;
}

function scimProblem(text: string): string | undefined {
  const { schemas } = JSON.parse(text) as { schemas?: unknown };
  return Array.isArray(schemas) ? undefined : 'SCIM without schemas';
}

function jsonProblem(status: number, text: string): string | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return 'JSON that cannot be read';
  }
  if (status < 400) return undefined;
  const hasError = typeof body === 'object' && body !== null && 'error' in body;
  return hasError ? undefined : 'an error without a code';
}
