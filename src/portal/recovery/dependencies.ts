import { timingSafeEqual } from 'node:crypto';
import type { RecoveryDependencies as RecoveryActDependencies } from '../../authentication/recovery/acts.ts';
import type { ReturnTo } from '../../authentication/recovery/queries.ts';
import type { Config } from '../../base/config.ts';
import { hashToken } from '../../crypto/tokens.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageDependencies, PageRequest } from '../../ui/page-request.ts';
import { pageQuery, withoutNotices } from '../../web/destination.ts';
import { withBranding } from '../branding.tsx';

/** The dependencies of the recovery pages. */
export interface RecoveryDependencies extends PageDependencies, RecoveryActDependencies {
  readonly config: Pick<Config, 'tellsRecoveryCodes'>;
  readonly publicUrl: string;
}

/** The query that says what the visitor is signing in to, kept from the sign-in page through all recovery pages. */
export function returnQueryOf(page: PageRequest): string {
  return withoutNotices(pageQuery(page));
}

/** The query of the page that says what was sent. */
export function afterSending(page: PageRequest): string {
  return ['sent=1', returnQueryOf(page)].filter(Boolean).join('&');
}

/**
 * Where to continue after a new password was chosen; valid only in the browser that asked for the reset. Otherwise a
 * stranger who asks for a reset could decide where the link in the mail leads.
 */
export function returnIn(page: PageRequest): ReturnTo {
  const browser = page.cookies.get('browser');
  if (browser === undefined) return { returnQuery: '', browserHash: null };
  return { returnQuery: returnQueryOf(page), browserHash: hashToken(browser) };
}

/** Where a link leads in the browser that opens it; empty in a browser that did not ask for it. */
export function returnOf({ returnQuery, browserHash }: ReturnTo, { cookies }: PageRequest): string {
  const browser = cookies.get('browser');
  if (browser === undefined || browserHash === null) return '';
  return timingSafeEqual(hashToken(browser), browserHash) ? returnQuery : '';
}

/** Shows the client of the sign-in above a page. */
export function branded(deps: RecoveryDependencies, handler: PageHandler): PageHandler {
  return async (page) => withBranding(deps, page, page.query, await handler(page));
}
