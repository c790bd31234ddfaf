import { isLoopback } from '../base/loopback.ts';
import type { ProtocolSettings } from '../base/profile.ts';
import { redirectProblem } from '../organizations/api-keys/callback-url.ts';

const maximumLength = 2048;
const itsyouonline = 'itsyou.online';

/** What an API key says about redirect URIs. */
export interface RegisteredCallback {
  readonly callbackUrl: string;
  /** Only a client without secret can be a native app, whose port differs from start to start. */
  readonly isPublic: boolean;
  readonly matchesExactly: boolean;
}

/** What the server says about all of them. */
export interface RedirectRules {
  /** The public URL of this server. */
  readonly publicUrl: string;
  /** Setting `IYO_REDIRECT_MATCH`; each key decides if left out. */
  readonly redirectMatch?: ProtocolSettings['redirectMatch'];
}

/**
 * Whether a request's redirect URI, decoded once, belongs to the callback URL of a key (RFC 6749, section 3.1.2.3).
 * With exact comparison (RFC 9700, section 2.1) the two are the same text. Without, as the contract documents:
 *
 * - the same scheme, host and port
 * - the callback's path or one below it; with a query registered, that path and a query that is or begins with it
 * - no parameter that answers of the authorization endpoint have, unless the callback has it
 *
 * For a public client the port of a loopback address is free either way (RFC 8252, section 7.3). A private-use scheme,
 * which has a dot in it (RFC 8252, section 7.1), is always compared as text. An empty callback matches nothing, and
 * nothing on this server itself is ever a client's.
 */
export function matchesCallback(uri: string, key: RegisteredCallback, rules: RedirectRules): boolean {
  return redirectMismatch(uri, key, rules) === undefined;
}

/** A key of a client, by which its page in the portal is known. */
export interface ClientCallback extends RegisteredCallback {
  readonly keyId: string;
}

/**
 * Whether an answer for a client may go to a redirect URI: to the callback of the key, or to the page of the portal on
 * which an owner tries it out. That page shows answers to the owner who asked for them alone.
 */
export function mayAnswerAt(
  uri: string,
  clientId: string,
  key: ClientCallback,
  rules: RedirectRules,
): boolean {
  if (matchesCallback(uri, key, rules)) return true;
  return key.callbackUrl !== '' && uri === trialAddress(rules.publicUrl, clientId, key.keyId);
}

/** The page of the portal on which an owner tries a client out. */
export function trialAddress(publicUrl: string, clientId: string, keyId: string): string {
  return `${publicUrl}/organizations/${encodeURIComponent(clientId)}/clients/${keyId}/try`;
}

/** Why a redirect URI does not belong to a callback URL. */
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

/** The first thing that keeps a redirect URI from belonging to the callback URL of a key, as `matchesCallback` decides. */
export function redirectMismatch(
  uri: string,
  key: RegisteredCallback,
  rules: RedirectRules,
): RedirectMismatch | undefined {
  const { callbackUrl: callback } = key;
  if (uri.length > maximumLength || redirectProblem(uri)) return 'unfit';
  if (redirectProblem(callback)) return 'noCallback';
  const asked = new URL(uri);
  const registered = new URL(callback);
  if (asked.protocol !== registered.protocol) return 'scheme';
  if (!isHttp(asked)) return asked.protocol.includes('.') && uri === callback ? undefined : 'privateScheme';
  if (isOwn(asked, new URL(rules.publicUrl))) return 'ownServer';
  const isPortFree = key.isPublic && loopbackHosts.includes(registered.hostname);
  if (key.matchesExactly || rules.redirectMatch === 'exact') {
    const isSame = uri === callback || (isPortFree && withoutPort(uri) === withoutPort(callback));
    return isSame
      ? undefined
      : (hostMismatch(asked, registered, isPortFree) ?? textMismatch(asked, registered));
  }
  return hostMismatch(asked, registered, isPortFree) ?? locationMismatch(asked, registered);
}

function hostMismatch(asked: URL, registered: URL, isPortFree: boolean): RedirectMismatch | undefined {
  if (asked.hostname !== registered.hostname) return 'host';
  return !isPortFree && asked.port !== registered.port ? 'port' : undefined;
}

/** Where two addresses of one host differ; `notExact` when only their spelling does. */
function textMismatch(asked: URL, registered: URL): RedirectMismatch {
  const [path, other] = [asked.pathname, registered.pathname];
  if (`${path}/` === other || path === `${other}/`) return 'slash';
  if (path !== other) return 'exactPath';
  return asked.search === registered.search ? 'notExact' : 'exactQuery';
}

const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];

function withoutPort(uri: string): string {
  return uri.replace(/^(https?:\/\/(?:\[[^\]]*\]|[^/:?]*)):\d*/i, '$1');
}

function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}

/** A server on this very machine shares its host with the apps that are developed on it: there the port tells. */
function isOwn(asked: URL, own: URL): boolean {
  if (isAtOrBelow(bare(asked), itsyouonline)) return true;
  return isLoopback(bare(own)) ? asked.host === own.host : isAtOrBelow(bare(asked), bare(own));
}

function isAtOrBelow(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** Without the brackets of IPv6 and the dot that may end a name. */
function bare({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$|\.$/g, '');
}

/** RFC 6749, section 4.1.2, and RFC 9207: behind these a client finds the answer. */
const answerParameters = ['code', 'state', 'iss', 'error'];

function addsAnswer(asked: URL, registered: URL): boolean {
  return answerParameters.some(
    (name) => asked.searchParams.getAll(name).length > registered.searchParams.getAll(name).length,
  );
}

function locationMismatch(asked: URL, registered: URL): RedirectMismatch | undefined {
  if (addsAnswer(asked, registered)) return 'answerParameter';
  if (registered.search !== '') {
    const isBelow = asked.search === registered.search || asked.search.startsWith(`${registered.search}&`);
    if (asked.pathname !== registered.pathname) return 'path';
    return isBelow ? undefined : 'query';
  }
  const path = registered.pathname.replace(/\/$/, '');
  return asked.pathname === path || asked.pathname.startsWith(`${path}/`) ? undefined : 'path';
}
