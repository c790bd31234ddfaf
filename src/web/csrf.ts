import type { IncomingMessage } from 'node:http';
import { Forbidden } from '../base/errors.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { equalSecrets, randomToken } from '../crypto/tokens.ts';
import type { Cookies } from './cookies.ts';

/** The name of the field in every form that changes something. */
export const csrfField = 'csrf_token';

/**
 * The token of the forms shown to this browser in its present state of being signed in. It is computed, so there is
 * nothing to store; after any rise in privilege earlier forms do not work any more.
 */
export function csrfTokenOf(sealing: Sealing, cookies: Cookies): string {
  if (cookies.get('browser') === undefined) cookies.set('browser', randomToken(16));
  const parts = (['browser', 'pending_login', 'interactive'] as const).map((name) => cookies.get(name) ?? '');
  return sealing.keyedHash(parts.join(' '), 'csrf').toString('base64url');
}

/** @throws Forbidden unless the form carries the token of the browser that sends it */
export function checkCsrfToken(sealing: Sealing, cookies: Cookies, given: string | undefined): void {
  const hasBrowser = cookies.get('browser') !== undefined;
  if (hasBrowser && given !== undefined && equalSecrets(given, csrfTokenOf(sealing, cookies))) return;
  throw new Forbidden('form_expired', { detail: 'CSRF token missing or invalid' });
}

/**
 * Whether a browser says that the request comes from this site. A program that is no browser says nothing about it and
 * has no cookies to be abused, so silence is no refusal. Pages whose address holds a secret send no referrer, and then
 * browsers send the origin `null` (Fetch, section 4.6), as pages in a sandbox do. There the word about the site decides,
 * which no page can choose; of browsers that do not know that word only forms are taken, which their token proves.
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
 * Whether the cookie of a browser opens the API for a request. Browsers send cookies along with whatever another site
 * makes them do: reading is refused where the browser says so, anything else unless it names a page of this site.
 */
export function isOwnRequest({ method, headers }: IncomingMessage, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  const isReading = method === 'GET' || method === 'HEAD';
  if (isReading) return site === undefined || site === 'same-origin' || site === 'none';
  return headers.origin === publicUrl && (site === undefined || site === 'same-origin');
}

/**
 * Whether another site posts. Such a form comes without this site's cookies (`SameSite=Lax`), but a browser that is
 * redirected to the same request as a link brings them.
 */
export function isPostOfOtherSite({ method, headers }: IncomingMessage): boolean {
  return method === 'POST' && headers['sec-fetch-site'] === 'cross-site';
}
