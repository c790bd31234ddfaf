import type { Kysely } from 'kysely';
import type { VNode } from 'preact';
import { hashToken } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { type CodedInvitation, findInvitationByCode } from '../../organizations/invitations/queries.ts';
import { declineInvitation, isFor, redeemInvitation } from '../../organizations/invitations/redeem.ts';
import { toInvitation } from '../../organizations/invitations/views.ts';
import type { Database } from '../../schema.ts';
import type { Session } from '../../sessions/sessions.ts';
import type { Answer } from '../../ui/answer.ts';
import { Form, Message } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { Visit } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import type { NoticeParts } from '../../users/notices/tell-user.ts';

export interface InvitationPageParts extends NoticeParts {
  readonly db: Kysely<Database>;
}

/** `/login/invitation/{code}`: who invites to what; those signed in decide, others sign in or register first. */
export function invitationPages(parts: InvitationPageParts): { GET: PageHandler; POST: PageHandler } {
  const { db } = parts;
  return {
    async GET(visit) {
      const invitation = await findInvitationByCode(db, codeHashOf(visit), visit.now);
      if (!invitation) return gonePage(visit);
      const session = await visit.session('interactive');
      const username = session?.username ?? undefined;
      if (username === undefined) return strangerPage(visit, invitation);
      return (await isFor(db, invitation, username))
        ? decisionPage(visit, invitation, username)
        : otherPage(visit);
    },
    async POST(visit) {
      const session = await visit.session('interactive');
      const username = session?.username;
      if (!username) return { redirect: `/login?invitecode=${encodeURIComponent(codeOf(visit))}` };
      return visit.submission.values.decision === 'accept'
        ? accept(parts, visit, { ...session, username })
        : decline(db, visit, username);
    },
  };
}

/** `GET /login/organizationinvitation/{code}`, for old pages; the contact it was sent to is left out. */
export function invitationLookup({ db }: Pick<InvitationPageParts, 'db'>): PageHandler {
  return async (visit) => {
    const invitation = await findInvitationByCode(db, codeHashOf(visit), visit.now);
    if (!invitation) return { status: 404, json: { error: 'invitation_not_found' } };
    return { status: 200, json: { ...toInvitation(invitation), emailaddress: '', phonenumber: '' } };
  };
}

async function accept(
  parts: InvitationPageParts,
  visit: Visit,
  session: Session & { readonly username: string },
): Promise<Answer> {
  const { username } = session;
  const bearer = { codeHash: codeHashOf(visit), username, now: visit.now };
  const source = actorOfPage(visit, session);
  const joined = await inTransaction(parts.db, (trx) => redeemInvitation(parts, trx, { ...bearer, source }));
  if (!joined) return refusedPage(parts.db, visit);
  const { role, globalid: organization } = joined;
  const as = role === 'owner' ? 'invite.accepted.asOwner' : 'invite.accepted.asMember';
  const title = visit.translate('invite.accepted.title', { organization });
  return resultPage(visit, title, visit.translate(as, { organization }));
}

async function decline(db: Kysely<Database>, visit: Visit, username: string): Promise<Answer> {
  const invitation = await findInvitationByCode(db, codeHashOf(visit), visit.now);
  const bearer = { codeHash: codeHashOf(visit), username, now: visit.now };
  const isDeclined = await inTransaction(db, (trx) => declineInvitation(trx, bearer));
  if (!isDeclined || !invitation) return refusedPage(db, visit);
  const text = visit.translate('invite.declined.text', { organization: invitation.globalid });
  return resultPage(visit, visit.translate('invite.declined.title'), text);
}

async function refusedPage(db: Kysely<Database>, visit: Visit): Promise<Answer> {
  const isOpen = await findInvitationByCode(db, codeHashOf(visit), visit.now);
  return isOpen ? otherPage(visit) : gonePage(visit);
}

function codeOf({ request }: Visit): string {
  return String(request.params.code ?? '');
}

function codeHashOf(visit: Visit): Buffer {
  return hashToken(codeOf(visit));
}

/** What an invitation is about, in sentences. */
export function describeInvitation(
  { translate }: Pick<Visit, 'translate'>,
  { globalid, role, invited_by }: CodedInvitation,
): string[] {
  const as = role === 'owner' ? 'invite.asOwner' : 'invite.asMember';
  const what = translate(as, { organization: globalid });
  return invited_by === null ? [what] : [what, translate('invite.by', { inviter: invited_by })];
}

function strangerPage(visit: Visit, invitation: CodedInvitation): Answer {
  const query = `invitecode=${encodeURIComponent(codeOf(visit))}`;
  return invitationPage(visit, invitation, [
    <p class="actions fill" key="actions">
      <a class="button primary" href={`/login?${query}`}>
        {visit.translate('invite.signIn')}
      </a>
      <a class="button quiet" href={`/register?${query}`}>
        {visit.translate('invite.register')}
      </a>
    </p>,
  ]);
}

function decisionPage(visit: Visit, invitation: CodedInvitation, username: string): Answer {
  const { translate } = visit;
  const contact = invitation.email_address || invitation.phone_number;
  return invitationPage(visit, invitation, [
    <p key="who">{translate('invite.signedInAs', { username })}</p>,
    <p class="hint" key="contact">
      {translate('invite.contactNote', { contact })}
    </p>,
    <Form key="form" visit={visit} action={visit.request.path}>
      <p class="actions fill">
        <button type="submit" class="primary" name="decision" value="accept">
          {translate('invite.accept')}
        </button>
        <button type="submit" class="quiet" name="decision" value="decline">
          {translate('invite.decline')}
        </button>
      </p>
    </Form>,
  ]);
}

function invitationPage(visit: Visit, invitation: CodedInvitation, more: readonly VNode[]): Answer {
  const title = visit.translate('invite.title', { organization: invitation.globalid });
  const content = (
    <Message title={title} paragraphs={describeInvitation(visit, invitation)}>
      {more}
    </Message>
  );
  return { page: { title, content, hasSecretAddress: true } };
}

function gonePage({ translate }: Visit): Answer {
  const title = translate('invite.gone.title');
  const paragraphs = [translate('invite.gone.text'), translate('invite.gone.advice')];
  return {
    status: 404,
    page: { title, content: <Message title={title} paragraphs={paragraphs} />, hasSecretAddress: true },
  };
}

function otherPage({ translate }: Visit): Answer {
  const title = translate('invite.other.title');
  const content = (
    <Message title={title} paragraphs={[translate('invite.other.text')]}>
      <p>
        <a href="/logout">{translate('invite.other.signOut')}</a>
      </p>
    </Message>
  );
  return { status: 403, page: { title, content, hasSecretAddress: true } };
}

function resultPage({ translate }: Visit, title: string, text: string): Answer {
  const content = (
    <Message title={title} paragraphs={[text]}>
      <p>
        <a href="/">{translate('invite.continue')}</a>
      </p>
    </Message>
  );
  return { page: { title, content, hasSecretAddress: true } };
}
