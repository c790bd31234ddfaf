import { BadRequest } from '../../base/errors.ts';
import { isRecentlyAuthenticated } from '../../sessions/recent-authentication.ts';
import { isOfUser, type UserSession } from '../../sessions/session.ts';
import type { Answer } from '../../ui/answer.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';

type SignedInHandler = (page: PageRequest, session: UserSession) => Promise<Answer> | Answer;

/** A page of a signed-in user; other visitors sign in first and come back. */
export function forSignedIn(handler: SignedInHandler): PageHandler {
  return async (page) => {
    // No text in the database can hold it.
    if (Object.values(page.submission.values).some((value) => value.includes('\0'))) throw new BadRequest();
    const session = await page.session('interactive');
    if (isOfUser(session)) return handler(page, session);
    return sendAway(page, '/login', 'endpoint');
  };
}

/** A page that needs recent authentication: a user without it reauthenticates first and comes back. */
export function withRecentAuthentication(handler: SignedInHandler): PageHandler {
  return forSignedIn((page, session) => reauthentication(page, session) ?? handler(page, session));
}

/** Where a user without recent authentication is sent from this page, to come back to it. */
export function reauthentication(page: PageRequest, session: UserSession): Answer | undefined {
  return isRecentlyAuthenticated(session, page.now) ? undefined : sendAway(page, '/login/confirm', 'to');
}

function sendAway({ request, submission }: PageRequest, path: string, parameter: string): Answer {
  if (request.method === 'POST' && submission.kind === 'json')
    return { status: 401, json: { error: 'unauthorized' } };
  const back = request.method === 'POST' ? request.path : request.originalUrl;
  return { redirect: `${path}?${new URLSearchParams({ [parameter]: back })}` };
}
