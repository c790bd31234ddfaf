import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { findEndedReturnQuery } from '../../sessions/queries.ts';
import { isOfUser } from '../../sessions/session.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import type { SignInDependencies } from './dependencies.ts';

/** The response to old clients without a pending sign-in. */
const notSignedIn: PageResponse = { status: 401, json: { error: 'unauthorized' } };

type PendingHandler = (page: PageRequest, pending: PendingLogin) => Promise<PageResponse> | PageResponse;

/** Wraps a page that needs a pending sign-in. */
export function withPending(deps: SignInDependencies, handler: PendingHandler): PageHandler {
  return async (page) => {
    const pending = await findPending(page);
    if (pending) return handler(page, pending);
    return page.submission.kind === 'json' ? notSignedIn : backToLogin(deps, page);
  };
}

/** Wraps an endpoint that only scripts and old clients call. */
export function withPendingJson(handler: PendingHandler): PageHandler {
  return async (page) => {
    const pending = await findPending(page);
    return pending ? handler(page, pending) : notSignedIn;
  };
}

export async function findPending(page: PageRequest): Promise<PendingLogin | undefined> {
  const session = await page.session('pending_login');
  return isOfUser(session) ? session : undefined;
}

/** Restarts the sign-in with its original query, even if it has expired. */
export async function backToLogin({ db }: SignInDependencies, page: PageRequest): Promise<PageResponse> {
  const secret = page.cookies.get('pending_login');
  const query = secret === undefined ? undefined : await findEndedReturnQuery(db, hashToken(secret));
  page.cookies.remove('pending_login');
  return { redirect: ['/login?expired=1', query].filter(Boolean).join('&') };
}
