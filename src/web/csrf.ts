import type { IncomingMessage } from 'node:http';
import { Forbidden } from '../base/errors.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { equalSecrets, randomToken } from '../crypto/tokens.ts';
import type { Cookies } from './cookies.ts';

/** The name of the token field in every form that changes something. */
export const csrfField = 'csrf_token';

/**
 * The token for forms shown to this browser in its current sign-in state. It is computed and not stored. After any rise
 * in privilege, earlier forms no longer work.
 */
export function csrfTokenOf(sealing: Sealing, cookies: Cookies): string {
  if (cookies.get('browser') === undefined) cookies.set('browser', randomToken(16));
  const parts = (['browser', 'pending_login', 'interactive'] as const).map((name) => cookies.get(name) ?? '');
  return sealing.keyedHash(parts.join(' '), 'csrf').toString('base64url');
}

/** @throws Forbidden unless the form contains the token of the browser that submits it */
export function checkCsrfToken(sealing: Sealing, cookies: Cookies, given: string | undefined): void {
  const hasBrowser = cookies.get('browser') !== undefined;
  if (hasBrowser && given !== undefined && equalSecrets(given, csrfTokenOf(sealing, cookies))) return;
  throw new Forbidden('form_expired', { detail: 'CSRF token missing or invalid' });
}

/**
 * Checks that a request comes from this site, according to the browser. Programs send neither header and have no
 * cookies that could be abused, so missing headers are accepted. Pages whose URL contains a secret send no referrer, so
 * browsers send `Origin: null` for them (Fetch, section 4.6), as they do for sandboxed pages. `Sec-Fetch-Site`, which
 * no page can set, then decides. Browsers without that header may only submit forms, which are protected by their
 * token.
 * @param hasToken whether the token of a form is checked as well
 * @throws Forbidden
 */
export function checkSameOrigin({ headers }: IncomingMessage, publicUrl: string, hasToken: boolean): void {
  const site = headers['sec-fetch-site'];
  const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const isHidden = headers.origin === 'null' && (site === 'same-origin' || (site === undefined && hasToken));
  const isForeignOrigin = headers.origin !== undefined && headers.origin !== publicUrl && !isHidden;
  if (isForeignSite || isForeignOrigin) {
    throw new Forbidden('foreign_origin', { detail: `${String(headers.origin)} ${String(site)}` });
  }
}

/**
 * Whether a browser's cookie may authorize an API request. Browsers also send cookies with requests that another site
 * triggers. Reading is refused when the browser reports another site; anything else is refused unless the `Origin` is
 * this site.
 */
export function isOwnRequest({ method, headers }: IncomingMessage, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  const isReading = method === 'GET' || method === 'HEAD';
  if (isReading) return site === undefined || site === 'same-origin' || site === 'none';
  return headers.origin === publicUrl && (site === undefined || site === 'same-origin');
}

/**
 * Whether the request is a POST from another site. Such a form comes without this site's cookies (`SameSite=Lax`), but
 * they are sent if the browser is redirected to the same request as a GET.
 */
export function isPostOfOtherSite({ method, headers }: IncomingMessage): boolean {
  return method === 'POST' && headers['sec-fetch-site'] === 'cross-site';
}
