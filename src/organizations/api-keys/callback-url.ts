import { BadRequest } from '../../base/errors.ts';
import { urlProblem } from '../../base/is-url.ts';
import { isLoopback } from '../../base/loopback.ts';

const forbiddenSchemes = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:']);

/**
 * Checks a callback URL: empty, or an absolute URI to which a browser can be sent. URIs that could run code, hide the
 * real host or leave the registered path are refused here, before any is matched (RFC 6749, section 3.1.2; RFC 9700,
 * section 4.1).
 * @throws BadRequest
 */
export function checkCallbackUrl(text: string): void {
  if (text === '') return;
  const problem = redirectProblem(text);
  if (problem) throw new BadRequest('bad_request', { description: `body.callbackURL: ${problem}` });
}

/** Same as `checkCallbackUrl`, for a URI where users may go after signing out. @throws BadRequest */
export function checkPostLogoutRedirectUri(text: string, position: number): void {
  const problem = redirectProblem(text);
  if (!problem) return;
  throw new BadRequest('bad_request', { description: `body.postLogoutRedirectURIs.${position}: ${problem}` });
}

/** Same as `checkCallbackUrl`, for the URI that receives back-channel logouts; empty for none. @throws BadRequest */
export function checkBackchannelLogoutUri(text: string): void {
  if (text === '') return;
  const problem = secureProblem(text);
  if (problem) throw new BadRequest('bad_request', { description: `body.backchannelLogoutURI: ${problem}` });
}

/** Same as `checkCallbackUrl`, for the start page of an application; empty for none. @throws BadRequest */
export function checkHomePageUri(text: string): void {
  if (text === '') return;
  const problem = secureProblem(text);
  if (problem) throw new BadRequest('bad_request', { description: `body.homePageURI: ${problem}` });
}

/**
 * What makes a URI unsuitable for a server that is called (OpenID Connect Back-Channel Logout 1.0, section 2.2) or a
 * page that is linked to; undefined if nothing does. Plain HTTP is allowed on a loopback address, for development.
 * Whether the host can be reached is not checked here.
 */
export function secureProblem(text: string): string | undefined {
  const problem = redirectProblem(text);
  if (problem) return problem;
  const { protocol, hostname } = new URL(text);
  const isSecure =
    protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, '')));
  return isSecure ? undefined : 'must be an https URL';
}

/** What makes a URI unsuitable as a redirect target; undefined if nothing does. */
export function redirectProblem(text: string): string | undefined {
  const problem = urlProblem(text);
  if (problem) return problem;
  if (forbiddenSchemes.has(new URL(text).protocol)) return 'has a scheme that is not allowed';
  if (/^https?:(?!\/\/[^/])/i.test(text)) return 'must name a host';
  const [beforeQuery = ''] = text.split('?', 1);
  if (/^[^/]*\/\/[^/]*@/.test(beforeQuery)) return 'must not contain user information';
  if (/%(25)*(2e|2f|5c|00)/i.test(beforeQuery)) return 'must not have %2e, %2f, %5c or %00 in its path';
  if (/%(25)*00/i.test(text)) return 'must not contain %00';
  if (dotSegment.test(beforeQuery)) return 'must not have . or .. in its path';
  return undefined;
}

/** Some servers drop a parameter after the dots (`..;x`) before they resolve them. */
const dotSegment = /\/\.{1,2}(;[^/]*)?(\/|$)/;
