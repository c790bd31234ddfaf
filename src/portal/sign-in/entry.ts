import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { ApiError } from '../../base/errors.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { acceptInvitationByCode } from '../../organizations/invitations/answering.ts';
import type { Answer } from '../../ui/answer.ts';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { destinationOf, withoutInvitation } from '../../web/destination.ts';
import type { SignInDependencies } from './dependencies.ts';

type EntryDependencies = Pick<SignInDependencies, 'db' | 'messages' | 'publicUrl'>;
type SignedIn = Pick<PendingLogin, 'username' | 'returnQuery'>;

/**
 * On with it, once the user is signed in: browsers are led on, where an invitation asks first. Old clients know no such
 * page: with the code of an invitation in the query they accept it, and JSON tells them where to go.
 */
export async function answerTo(
  deps: EntryDependencies,
  page: PageRequest,
  signedIn: SignedIn,
): Promise<Answer> {
  const { returnQuery: query } = signedIn;
  if (page.submission.kind === 'form') return { redirect: destinationOf(query) };
  const code = page.query.get('invitecode') || new URLSearchParams(query).get('invitecode');
  if (code) await acceptInvitation(deps, page, signedIn, code);
  return { status: 200, json: { redirecturl: destinationOf(withoutInvitation(query)) } };
}

/** What cannot be accepted changes nothing about the sign-in. */
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
