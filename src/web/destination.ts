import { localPath } from './local-path.ts';

/** The only destination outside the pages that a sign-in may lead to. */
export const authorizePath = '/v1/oauth/authorize';

/**
 * Where to continue once a user is signed in: the authorize request that opened the sign-in page, an invitation, a page
 * of this site, or the start page.
 * @param query of the sign-in page, unchanged
 */
export function destinationOf(query: string): string {
  const values = new URLSearchParams(query);
  const endpoint = values.get('endpoint') ?? '';
  if (endpoint === authorizePath) return `${authorizePath}?${without(query, ['endpoint', 'expired'])}`;
  const code = values.get('invitecode');
  if (code) return `/login/invitation/${encodeURIComponent(code)}`;
  const path = localPath(endpoint);
  return path === '/login' || path.startsWith('/login?') ? '/' : path;
}

/** The query without the invitation, for old clients, which accept it while signing in. */
export function withoutInvitation(query: string): string {
  return without(query, ['invitecode']);
}

/** The query without the parameters that are only meant for the sign-in pages themselves. */
export function withoutNotices(query: string): string {
  return without(query, ['expired', 'sent', 'done', 'apikeys']);
}

/** Appends a query to a path, if there is one. */
export function addressWith(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}

/** Whether the sign-in belongs to an authorize request. */
export function isAuthorizeRequest(query: URLSearchParams): boolean {
  return query.get('endpoint') === authorizePath;
}

/** Removes pairs; the others stay exactly as they were. */
function without(query: string, names: readonly string[]): string {
  return query
    .split('&')
    .filter((pair) => pair !== '' && !names.includes(nameOf(pair)))
    .join('&');
}

function nameOf(pair: string): string {
  return [...new URLSearchParams(pair).keys()][0] ?? '';
}

const maximumQueryLength = 8192;

/** The original query of a page, to continue with later; empty beyond 8192 characters. */
export function pageQuery({ request }: { readonly request: { readonly originalUrl: string } }): string {
  const [, ...rest] = request.originalUrl.split('?');
  const query = rest.join('?');
  return query.length > maximumQueryLength ? '' : query;
}
