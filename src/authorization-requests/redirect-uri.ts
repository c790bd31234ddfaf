import { isLoopback } from '../base/loopback.ts';
import { redirectProblem } from '../organizations/api-keys/callback-url.ts';

const maximumLength = 2048;
const itsyouonline = 'itsyou.online';

/**
 * Whether a request's redirect URI, decoded once, belongs to a registered callback URL (RFC 6749, section 3.1.2.3; the
 * documented rule of this service, without its old gaps):
 *
 * - the same scheme, host and port; on `127.0.0.1` and `[::1]` any port, because native apps cannot choose (RFC 8252,
 *   section 7.3)
 * - the callback's path or one below it; with a query registered, that path and a query that is or begins with it
 * - a private-use scheme, which has a dot in it (RFC 8252, section 7.1): letter for letter
 *
 * An empty callback matches nothing, and nothing on this server itself is ever a client's.
 *
 * @param ownUrl the public URL of this server
 */
export function matchesCallback(uri: string, callback: string, ownUrl: string): boolean {
  if (uri.length > maximumLength || redirectProblem(uri) || redirectProblem(callback)) return false;
  const asked = new URL(uri);
  const registered = new URL(callback);
  if (asked.protocol !== registered.protocol) return false;
  if (!isHttp(asked)) return asked.protocol.includes('.') && uri === callback;
  if (isOwn(asked, new URL(ownUrl))) return false;
  return hostMatches(asked, registered) && locationMatches(asked, registered);
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

function hostMatches(asked: URL, registered: URL): boolean {
  if (asked.hostname !== registered.hostname) return false;
  return asked.port === registered.port || ['127.0.0.1', '[::1]'].includes(registered.hostname);
}

function locationMatches(asked: URL, registered: URL): boolean {
  if (registered.search !== '') {
    const isBelow = asked.search === registered.search || asked.search.startsWith(`${registered.search}&`);
    return asked.pathname === registered.pathname && isBelow;
  }
  const path = registered.pathname.replace(/\/$/, '');
  return asked.pathname === path || asked.pathname.startsWith(`${path}/`);
}
