import { BadRequest } from '../../base/errors.ts';
import { hasFreshProof } from '../../sessions/fresh-proof.ts';
import type { Session } from '../../sessions/sessions.ts';
import type { Answer } from '../../ui/answer.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';

/** An interactive session always has a user. */
export type SignedIn = Session & { readonly username: string };

type SignedInHandler = (page: PageRequest, session: SignedIn) => Promise<Answer> | Answer;

/** A page of who is signed in; others sign in first and come back. */
export function forSignedIn(handler: SignedInHandler): PageHandler {
  return async (page) => {
    // No text in the database can hold it.
    if (Object.values(page.submission.values).some((value) => value.includes('\0'))) throw new BadRequest();
    const session = await page.session('interactive');
    if (session && session.username !== null)
      return handler(page, { ...session, username: session.username });
    return sendAway(page, '/login', 'endpoint');
  };
}

/** A page whose doings need a proof of not more than ten minutes ago; who has none gives one and comes back. */
export function withFreshProof(handler: SignedInHandler): PageHandler {
  return forSignedIn((page, session) =>
    hasFreshProof(session, page.now) ? handler(page, session) : sendAway(page, '/login/confirm', 'to'),
  );
}

function sendAway({ request, submission }: PageRequest, path: string, parameter: string): Answer {
  if (request.method === 'POST' && submission.kind === 'json')
    return { status: 401, json: { error: 'unauthorized' } };
  const back = request.method === 'POST' ? request.path : request.originalUrl;
  return { redirect: `${path}?${new URLSearchParams({ [parameter]: back })}` };
}
