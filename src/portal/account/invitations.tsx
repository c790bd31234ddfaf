import { acceptInvitations, refuseInvitations } from '../../organizations/invitations/answering.ts';
import { listOpenInvitations, type MemberInvitation } from '../../organizations/invitations/queries.ts';
import { Form } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { portalView } from '../frame.tsx';
import type { SignInDependencies } from '../sign-in/dependencies.ts';
import { forSignedIn } from './signed-in.ts';

/** Where the messages of invitations by name lead. */
export const notificationsPath = '/account/notifications';

/** `GET /account/notifications`: the organizations that a user is invited to, to accept or decline. */
export function notificationsPage({ db }: SignInDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const { translate } = page;
    const title = translate('notifications.title');
    const byOrganization = new Map(
      (await listOpenInvitations(db, session.username)).map((row) => [row.globalid, row]),
    );
    const content = (
      <section class="card">
        <h1>{title}</h1>
        {byOrganization.size === 0 && <p>{translate('notifications.none')}</p>}
        <ul class="rows">
          {[...byOrganization.values()].map((invitation) => (
            <li key={invitation.globalid}>
              <Invitation page={page} invitation={invitation} />
            </li>
          ))}
        </ul>
      </section>
    );
    return { page: await portalView({ db }, { page, session, active: 'notifications', title, content }) };
  });
}

function Invitation({ page, invitation }: { page: PageRequest; invitation: MemberInvitation }) {
  const { globalid: organization, role } = invitation;
  const what = role === 'owner' ? 'invite.asOwner' : 'invite.asMember';
  return (
    <>
      <p>{page.translate(what, { organization })}</p>
      <Form page={page} action={notificationsPath} id={`invitation ${organization}`}>
        <input type="hidden" name="organization" value={organization} />
        <p class="actions">
          <button type="submit" class="primary" name="decision" value="accept">
            {page.translate('invite.accept')}
          </button>
          <button type="submit" class="quiet" name="decision" value="decline">
            {page.translate('invite.decline')}
          </button>
        </p>
      </Form>
    </>
  );
}

/** `POST /account/notifications`: accepts or declines all open invitations of one organization. */
export function decideInvitation(deps: SignInDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const { organization: globalid = '', decision } = page.submission.values;
    const answered = { globalid, username: session.username };
    const actor = actorOfPage(page, session);
    if (decision === 'accept') await acceptInvitations(deps, actor, answered);
    if (decision === 'decline') await refuseInvitations(deps, actor, answered);
    if (decision === 'accept') keepNotice(page, 'notice.invitationAccepted', { organization: globalid });
    if (decision === 'decline') keepNotice(page, 'notice.invitationDeclined', { organization: globalid });
    return { redirect: notificationsPath };
  });
}
