import { isLoopback } from '../base/loopback.ts';
import type { ProtocolSettings } from '../base/profile.ts';
import { redirectProblem } from '../organizations/api-keys/callback-url.ts';

const maximumLength = 2048;
const itsyouonline = 'itsyou.online';

/** The settings of an API key for redirect URIs. */
export interface RegisteredCallback {
  readonly callbackUrl: string;
  /** Only a client without secret can be a native app, which listens on a different port each time. */
  readonly isPublic: boolean;
  readonly matchesExactly: boolean;
}

/** The server's rules for all redirect URIs. */
export interface RedirectRules {
  /** The public URL of this server. */
  readonly publicUrl: string;
  /** Setting `IYO_REDIRECT_MATCH`. If left out, each key decides. */
  readonly redirectMatch?: ProtocolSettings['redirectMatch'];
}

/**
 * Whether a request's redirect URI, decoded once, matches the callback URL of a key (RFC 6749, section
 * 3.1.2.3). In exact comparison (RFC 9700, section 2.1) both must be the same text. Otherwise, as the
 * contract documents, all of these hold:
 *
 * - same scheme, host and port
 * - the callback's path or one below it; if the callback has a query, exactly its path, and a query that is
 *   the same or starts with it
 * - no parameter of a response of the authorization endpoint, unless the callback has it too
 *
 * In both cases, a public client may use any port on a loopback address (RFC 8252, section 7.3). A
 * private-use scheme, which contains a dot (RFC 8252, section 7.1), is always compared as text. An empty
 * callback matches nothing, and addresses of this server never match.
 */
export function matchesCallback(uri: string, key: RegisteredCallback, rules: RedirectRules): boolean {
  return redirectMismatch(uri, key, rules) === undefined;
}

/** The callback of a client's key. The id of the key names its page in the portal. */
export interface ClientCallback extends RegisteredCallback {
  readonly keyId: string;
}

/**
 * Whether answers to a client may go to a redirect URI: the callback of the key, or the portal page on which
 * an owner tries the client out. That page shows a response only to the owner who asked for it.
 */
export function mayRespondAt(
  uri: string,
  clientId: string,
  key: ClientCallback,
  rules: RedirectRules,
): boolean {
  if (matchesCallback(uri, key, rules)) return true;
  return key.callbackUrl !== '' && uri === trialAddress(rules.publicUrl, clientId, key.keyId);
}

/** The address of the portal page on which an owner tries a client out. */
export function trialAddress(publicUrl: string, clientId: string, keyId: string): string {
  return `${publicUrl}/organizations/${encodeURIComponent(clientId)}/clients/${keyId}/try`;
}

/** The reason why a redirect URI does not match a callback URL. */
export type RedirectMismatch =
  | 'unfit'
  | 'noCallback'
  | 'scheme'
  | 'privateScheme'
  | 'ownServer'
  | 'slash'
  | 'exactPath'
  | 'exactQuery'
  | 'notExact'
  | 'host'
  | 'port'
  | 'answerParameter'
  | 'query'
  | 'path';

/**
 * The first reason why a redirect URI does not match the callback URL of a key; undefined when
 * `matchesCallback` accepts it.
 */
export function redirectMismatch(
  uri: string,
  key: RegisteredCallback,
  rules: RedirectRules,
): RedirectMismatch | undefined {
  const { callbackUrl: callback } = key;
  if (uri.length > maximumLength || redirectProblem(uri)) return 'unfit';
  if (redirectProblem(callback)) return 'noCallback';
  const requested = new URL(uri);
  const registered = new URL(callback);
  if (requested.protocol !== registered.protocol) return 'scheme';
  if (!isHttp(requested))
    return requested.protocol.includes('.') && uri === callback ? undefined : 'privateScheme';
  if (isOwn(requested, new URL(rules.publicUrl))) return 'ownServer';
  const isPortFree = key.isPublic && loopbackHosts.includes(registered.hostname);
  if (key.matchesExactly || rules.redirectMatch === 'exact') {
    const isSame = uri === callback || (isPortFree && withoutPort(uri) === withoutPort(callback));
    return isSame
      ? undefined
      : (hostMismatch(requested, registered, isPortFree) ?? textMismatch(requested, registered));
  }
  return hostMismatch(requested, registered, isPortFree) ?? locationMismatch(requested, registered);
}

function hostMismatch(requested: URL, registered: URL, isPortFree: boolean): RedirectMismatch | undefined {
  if (requested.hostname !== registered.hostname) return 'host';
  return !isPortFree && requested.port !== registered.port ? 'port' : undefined;
}

/** Where two addresses on one host differ; `notExact` when only the spelling does. */
function textMismatch(requested: URL, registered: URL): RedirectMismatch {
  const [path, other] = [requested.pathname, registered.pathname];
  if (`${path}/` === other || path === `${other}/`) return 'slash';
  if (path !== other) return 'exactPath';
  return requested.search === registered.search ? 'notExact' : 'exactQuery';
}

const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];

function withoutPort(uri: string): string {
  return uri.replace(/^(https?:\/\/(?:\[[^\]]*\]|[^/:?]*)):\d*/i, '$1');
}

function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}

/**
 * A server on a loopback address shares its host with apps under development on the same machine, so the port
 * counts too.
 */
function isOwn(requested: URL, own: URL): boolean {
  if (isAtOrBelow(bare(requested), itsyouonline)) return true;
  return isLoopback(bare(own)) ? requested.host === own.host : isAtOrBelow(bare(requested), bare(own));
}

function isAtOrBelow(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** Without the brackets of IPv6 and without a final dot. */
function bare({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$|\.$/g, '');
}

/** The parameters in which a client finds its response (RFC 6749, section 4.1.2; RFC 9207). */
const responseParameters = ['code', 'state', 'iss', 'error'];

function addsResponseParameter(requested: URL, registered: URL): boolean {
  return responseParameters.some(
    (name) => requested.searchParams.getAll(name).length > registered.searchParams.getAll(name).length,
  );
}

function locationMismatch(requested: URL, registered: URL): RedirectMismatch | undefined {
  if (addsResponseParameter(requested, registered)) return 'answerParameter';
  if (registered.search !== '') {
    const isBelow =
      requested.search === registered.search || requested.search.startsWith(`${registered.search}&`);
    if (requested.pathname !== registered.pathname) return 'path';
    return isBelow ? undefined : 'query';
  }
  const path = registered.pathname.replace(/\/$/, '');
  return requested.pathname === path || requested.pathname.startsWith(`${path}/`) ? undefined : 'path';
}
