import { NotFound } from '../../../base/errors.ts';
import { acceptInvitations, refuseInvitations } from '../../../organizations/invitations/answering.ts';
import { listInvitationsOfOwned } from '../../../organizations/invitations/notifications.ts';
import { acceptLink, refuseLink } from '../../../organizations/links/acts.ts';
import type { UserSession } from '../../../sessions/session.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { forSignedIn } from '../signed-in.ts';
import { notificationsPath } from './paths.ts';

/**
 * `POST /account/notifications`: accepts or declines all open invitations of one organization; with `invited`, an
 * invitation to an organization that the user owns.
 */
export function decideInvitation(deps: SignInDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const { organization = '', invited, decision } = page.submission.values;
    if (decision !== 'accept' && decision !== 'decline') return { redirect: notificationsPath };
    const isDone =
      invited === undefined
        ? await decideOwn(deps, page, session, decision)
        : await decideForOrganization(deps, page, session, decision);
    if (!isDone) keepNotice(page, 'notice.invitationGone');
    else if (decision === 'accept') keepNotice(page, 'notice.invitationAccepted', { organization });
    else keepNotice(page, 'notice.invitationDeclined', { organization });
    return { redirect: notificationsPath };
  });
}

type Decision = 'accept' | 'decline';

/** @returns whether there was an open invitation */
async function decideOwn(
  deps: SignInDependencies,
  page: PageRequest,
  session: UserSession,
  decision: Decision,
): Promise<boolean> {
  const answered = { globalid: page.submission.values.organization ?? '', username: session.username };
  const actor = actorOfPage(page, session);
  if (decision === 'decline') return refuseInvitations(deps, actor, answered);
  return (await acceptInvitations(deps, actor, answered)) !== undefined;
}

/** Only for organizations that the user owns. @returns whether there was an open invitation */
async function decideForOrganization(
  { db }: SignInDependencies,
  page: PageRequest,
  session: UserSession,
  decision: Decision,
): Promise<boolean> {
  const { organization: globalid, invited: linked = '', role } = page.submission.values;
  const open = await listInvitationsOfOwned(db, session.username);
  const meant = open.find(
    (each) => each.globalid === globalid && each.invitedGlobalid === linked && each.role === role,
  );
  if (!meant || (meant.role !== 'orgowner' && meant.role !== 'orgmember')) return false;
  const link = { globalid: meant.globalid, linked, role: meant.role };
  const act = decision === 'accept' ? acceptLink : refuseLink;
  try {
    await act({ db }, actorOfPage(page, session), link);
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}
