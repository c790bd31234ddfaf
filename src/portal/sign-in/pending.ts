import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { findEndedReturnQuery } from '../../sessions/queries.ts';
import type { Answer } from '../../ui/answer.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { Visit } from '../../ui/page-request.ts';
import type { SignInParts } from './parts.ts';

/** What old clients get without a pending sign-in. */
const notSignedIn: Answer = { status: 401, json: { error: 'unauthorized' } };

type PendingHandler = (visit: Visit, pending: PendingLogin) => Promise<Answer> | Answer;

/** Of a page that only people see. */
export function withPending(parts: SignInParts, handler: PendingHandler): PageHandler {
  return async (visit) => {
    const pending = await findPending(visit);
    if (pending) return handler(visit, pending);
    return visit.submission.kind === 'json' ? notSignedIn : backToLogin(parts, visit);
  };
}

/** Of an address that only scripts and old clients ask for. */
export function withPendingJson(handler: PendingHandler): PageHandler {
  return async (visit) => {
    const pending = await findPending(visit);
    return pending ? handler(visit, pending) : notSignedIn;
  };
}

export async function findPending(visit: Visit): Promise<PendingLogin | undefined> {
  const session = await visit.session('pending_login');
  return session && session.username !== null ? { ...session, username: session.username } : undefined;
}

/** To the beginning, with all that the sign-in was for, even when its time is over. */
export async function backToLogin({ db }: SignInParts, visit: Visit): Promise<Answer> {
  const secret = visit.cookies.get('pending_login');
  const query = secret === undefined ? undefined : await findEndedReturnQuery(db, hashToken(secret));
  visit.cookies.remove('pending_login');
  return { redirect: ['/login?expired=1', query].filter(Boolean).join('&') };
}
