import { BadRequest } from '../../base/errors.ts';
import { isUrl } from '../../base/is-url.ts';
import { isLoopback } from '../../base/loopback.ts';

const forbiddenSchemes = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:']);

/**
 * A callback URL is empty, or an absolute URI to which a browser can be sent: what could run code, hide the real host
 * or leave the registered path is refused here, before it is ever matched (RFC 6749, section 3.1.2; RFC 9700,
 * section 4.1).
 * @throws BadRequest
 */
export function checkCallbackUrl(text: string): void {
  if (text === '') return;
  const problem = redirectProblem(text);
  if (problem) throw new BadRequest('bad_request', { description: `body.callbackURL: ${problem}` });
}

/** As `checkCallbackUrl`, for one of the addresses where users may go after signing out. @throws BadRequest */
export function checkPostLogoutRedirectUri(text: string, position: number): void {
  const problem = redirectProblem(text);
  if (!problem) return;
  throw new BadRequest('bad_request', { description: `body.postLogoutRedirectURIs.${position}: ${problem}` });
}

/** As `checkCallbackUrl`, for the address where this server tells of ended sessions; empty for none. @throws BadRequest */
export function checkBackchannelLogoutUri(text: string): void {
  if (text === '') return;
  const problem = backchannelProblem(text);
  if (problem) throw new BadRequest('bad_request', { description: `body.backchannelLogoutURI: ${problem}` });
}

/**
 * What makes a URI unfit for back-channel logout (OpenID Connect Back-Channel Logout 1.0, section 2.2); undefined when
 * nothing does. Plain HTTP is for development, on the machine itself. Whether its host can be reached shows when it is used.
 */
export function backchannelProblem(text: string): string | undefined {
  const problem = redirectProblem(text);
  if (problem) return problem;
  const { protocol, hostname } = new URL(text);
  const isSecure =
    protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, '')));
  return isSecure ? undefined : 'must be an https URL';
}

/** What makes a URI unfit to send a browser to; undefined when nothing does. */
export function redirectProblem(text: string): string | undefined {
  if (/[\\\s\p{Cc}]/u.test(text)) return 'may hold no backslash, white space or control characters';
  if (text.includes('#')) return 'may have no fragment';
  if (!isUrl(text)) return 'must be an absolute URL';
  if (forbiddenSchemes.has(new URL(text).protocol)) return 'has a scheme that is not allowed';
  if (/^https?:(?!\/\/[^/])/i.test(text)) return 'must name a host';
  const [beforeQuery = ''] = text.split('?', 1);
  if (/^[^/]*\/\/[^/]*@/.test(beforeQuery)) return 'may have no user information';
  if (/%(25)*(2e|2f|5c|00)/i.test(beforeQuery)) return 'may have no %2e, %2f, %5c or %00 in its path';
  if (/%(25)*00/i.test(text)) return 'may have no %00';
  if (dotSegment.test(beforeQuery)) return 'may have no . or .. in its path';
  return undefined;
}

/** A parameter after the dots (`..;x`) is dropped by some servers before they follow them. */
const dotSegment = /\/\.{1,2}(;[^/]*)?(\/|$)/;
