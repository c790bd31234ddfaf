import { localPath } from './local-path.ts';

/** The only place outside the pages to which a sign-in may lead. */
export const authorizePath = '/v1/oauth/authorize';

/**
 * Where to go once a user is signed in: on with the authorize request from which the sign-in page was opened, to the
 * invitation, to a page of this site, or to the start page.
 * @param query of the sign-in page, as it was
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

/** The same query for old clients, whose invitation was accepted with the sign-in. */
export function withoutInvitation(query: string): string {
  return without(query, ['invitecode']);
}

/** The same query without what pages of signing in say to themselves. */
export function withoutNotices(query: string): string {
  return without(query, ['expired', 'sent', 'done', 'apikeys']);
}

/** A page with a query, if there is one. */
export function addressWith(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}

/** Whether the sign-in belongs to an authorize request. */
export function isAuthorizeRequest(query: URLSearchParams): boolean {
  return query.get('endpoint') === authorizePath;
}

/** The other pairs stay letter by letter as they came. */
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

/** The query of a page as it came, to go on with later; nothing beyond 8192 characters. */
export function pageQuery({ request }: { readonly request: { readonly originalUrl: string } }): string {
  const [, ...rest] = request.originalUrl.split('?');
  const query = rest.join('?');
  return query.length > maximumQueryLength ? '' : query;
}
