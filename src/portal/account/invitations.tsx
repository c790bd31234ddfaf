import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { acceptInvitations } from '../../organizations/invitations/acceptance.ts';
import {
  type ListedInvitation,
  listOpenInvitations,
  updatePendingInvitations,
} from '../../organizations/invitations/queries.ts';
import type { Database } from '../../schema.ts';
import { Alert, Form } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import type { SignInDependencies } from '../sign-in/dependencies.ts';
import { forSignedIn, type SignedIn } from './signed-in.ts';

/** Where invitation mails to people with an account lead. */
export const notificationsPath = '/account/notifications';

/** `GET /account/notifications`: the organizations that a user is invited to, to accept or decline. */
export function notificationsPage({ db }: SignInDependencies): PageHandler {
  return forSignedIn(async (page, { username }) => {
    const { translate } = page;
    const title = translate('notifications.title');
    const byOrganization = new Map(
      (await listOpenInvitations(db, username)).map((row) => [row.globalid, row]),
    );
    const content = (
      <section class="card">
        <h1>{title}</h1>
        {page.query.has('done') && <Alert kind="success">{translate('notifications.done')}</Alert>}
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
    return { page: { title, content } };
  });
}

function Invitation({ page, invitation }: { page: PageRequest; invitation: ListedInvitation }) {
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

/** `POST /account/notifications`: whatever is not an open invitation of the user is left as it is. */
export function decideInvitation({ db }: SignInDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const { organization = '', decision } = page.submission.values;
    if (decision === 'accept') await accept(db, page, session, organization);
    if (decision === 'decline') await decline(db, page, session, organization);
    return { redirect: `${notificationsPath}?done` };
  });
}

function accept(db: Kysely<Database>, page: PageRequest, session: SignedIn, globalid: string): Promise<void> {
  const { username } = session;
  return inTransaction(db, async (trx) => {
    const role = await acceptInvitations(trx, { globalid, username }, page.now);
    if (!role) return;
    const source = actorOfPage(page, session);
    await recordEvent(trx, source, 'organization.joined', { username, globalid, role });
  });
}

function decline(
  db: Kysely<Database>,
  page: PageRequest,
  { username }: SignedIn,
  globalid: string,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const open = await listOpenInvitations(trx, username, { globalid });
    const ids = open.map((row) => row.invitation_id);
    if (ids.length > 0) await updatePendingInvitations(trx, globalid, ids, 'rejected', page.now);
  });
}
