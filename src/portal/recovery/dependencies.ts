import { timingSafeEqual } from 'node:crypto';
import type { RecoveryDependencies as RecoveryActDependencies } from '../../authentication/recovery/acts.ts';
import type { ReturnTo } from '../../authentication/recovery/queries.ts';
import type { Config } from '../../base/config.ts';
import { hashToken } from '../../crypto/tokens.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageDependencies, PageRequest } from '../../ui/page-request.ts';
import { pageQuery, withoutNotices } from '../../web/destination.ts';
import { withBranding } from '../branding.tsx';

/** What the pages of recovery are built from. */
export interface RecoveryDependencies extends PageDependencies, RecoveryActDependencies {
  readonly config: Pick<Config, 'tellsRecoveryCodes'>;
  readonly publicUrl: string;
}

/** What the visitor wants to sign in to, from the sign-in page through all pages of recovery. */
export function wayBack(page: PageRequest): string {
  return withoutNotices(pageQuery(page));
}

/** The query of the page that says what was sent. */
export function afterSending(page: PageRequest): string {
  return ['sent=1', wayBack(page)].filter(Boolean).join('&');
}

/**
 * What to go on with after a new password was chosen, and in which browser: the one that asked for it. A stranger who
 * asks for a reset does not decide where the link in the mail leads.
 */
export function returnIn(page: PageRequest): ReturnTo {
  const browser = page.cookies.get('browser');
  if (browser === undefined) return { returnQuery: '', browserHash: null };
  return { returnQuery: wayBack(page), browserHash: hashToken(browser) };
}

/** What a link leads back to in the browser that it is opened in. */
export function returnOf({ returnQuery, browserHash }: ReturnTo, { cookies }: PageRequest): string {
  const browser = cookies.get('browser');
  if (browser === undefined || browserHash === null) return '';
  return timingSafeEqual(hashToken(browser), browserHash) ? returnQuery : '';
}

/** Shows above a page which client the sign-in is for. */
export function branded(deps: RecoveryDependencies, handler: PageHandler): PageHandler {
  return async (page) => withBranding(deps, page, page.query, await handler(page));
}
