import { localPath } from '../../web/local-path.ts';

const authorizePath = '/v1/oauth/authorize';

/** Query parameters for this site, which are not passed on. */
const ownParameters = ['endpoint', 'invitecode', 'register', 'prefer', 'expired'];

/**
 * Where a visitor continues: the authorize request in the query, or the path on this site that `endpoint` names, with
 * the other parameters. Never leads to another site.
 */
export function continuationOf(query: URLSearchParams): string {
  const rest = new URLSearchParams(query);
  for (const name of ownParameters) rest.delete(name);
  const endpoint = query.get('endpoint') ?? (isAuthorizeRequest(query) ? authorizePath : '');
  const path = localPath(endpoint);
  if (path === '/') return path;
  return rest.size === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}${rest}`;
}

function isAuthorizeRequest(query: URLSearchParams): boolean {
  return ['response_type', 'client_id', 'redirect_uri'].every((name) => query.has(name));
}

/** The email address that a client wants confirmed, to prefill the form: scope `user:ownerof:email:<address>`. */
export function askedAddress(query: URLSearchParams): string | undefined {
  const scopes = (query.get('scope') ?? '').split(/[\s,]+/);
  const prefix = 'user:ownerof:email:';
  return scopes.find((scope) => scope.startsWith(prefix))?.slice(prefix.length);
}
