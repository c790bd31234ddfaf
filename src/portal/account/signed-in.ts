import { isRecentlyAuthenticated } from '../../sessions/recent-authentication.ts';
import { isOfUser, type UserSession } from '../../sessions/session.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { withoutNulls } from '../../web/form.ts';

type SignedInHandler = (page: PageRequest, session: UserSession) => Promise<PageResponse> | PageResponse;

/** A page for signed-in users. Other visitors must sign in first and are then sent back. */
export function forSignedIn(handler: SignedInHandler): PageHandler {
  return async (page) => {
    const session = await page.session('interactive');
    if (isOfUser(session)) return handler({ ...page, submission: withoutNulls(page.submission) }, session);
    return redirectToSignIn(page, '/login', 'endpoint');
  };
}

/** A page that requires recent authentication. Without it, the user reauthenticates first and is then sent back. */
export function withRecentAuthentication(handler: SignedInHandler): PageHandler {
  return forSignedIn((page, session) => reauthentication(page, session) ?? handler(page, session));
}

/** @returns the redirect for a user without recent authentication; undefined when it is recent */
export function reauthentication(page: PageRequest, session: UserSession): PageResponse | undefined {
  return isRecentlyAuthenticated(session, page.now)
    ? undefined
    : redirectToSignIn(page, '/login/confirm', 'to');
}

function redirectToSignIn(
  { request, submission }: PageRequest,
  path: string,
  parameter: string,
): PageResponse {
  if (request.method === 'POST' && submission.kind === 'json')
    return { status: 401, json: { error: 'unauthorized' } };
  const back = request.method === 'POST' ? request.path : request.originalUrl;
  return { redirect: `${path}?${new URLSearchParams({ [parameter]: back })}` };
}
