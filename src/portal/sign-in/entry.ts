import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { ApiError } from '../../base/errors.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { acceptInvitationByCode } from '../../organizations/invitations/answering.ts';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { destinationOf, withoutInvitation } from '../../web/destination.ts';
import type { SignInDependencies } from './dependencies.ts';

type EntryDependencies = Pick<SignInDependencies, 'db' | 'messages' | 'publicUrl'>;
type SignedIn = Pick<PendingLogin, 'username' | 'returnQuery'>;

/**
 * Responds after signing in: browsers are redirected, with a page in between for an invitation. Old clients get JSON
 * with the destination, and accept an invitation by its code in the query.
 */
export async function signedInResponse(
  deps: EntryDependencies,
  page: PageRequest,
  signedIn: SignedIn,
): Promise<PageResponse> {
  const { returnQuery: query } = signedIn;
  if (page.submission.kind === 'form') return { redirect: destinationOf(query) };
  const code = page.query.get('invitecode') || new URLSearchParams(query).get('invitecode');
  if (code) await acceptInvitation(deps, page, signedIn, code);
  return { status: 200, json: { redirecturl: destinationOf(withoutInvitation(query)) } };
}

/** A failure to accept the invitation does not affect the sign-in. */
async function acceptInvitation(
  deps: EntryDependencies,
  page: PageRequest,
  signedIn: SignedIn,
  code: string,
): Promise<void> {
  const { username } = signedIn;
  const actor = { ...actorOfPage(page), name: username };
  try {
    await acceptInvitationByCode(deps, actor, { codeHash: hashToken(code), username });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}
