import type { VNode } from 'preact';
import { hashToken } from '../../crypto/tokens.ts';
import {
  acceptInvitationByCode,
  type CodeDependencies,
  isFor,
  refuseInvitationByCode,
} from '../../organizations/invitations/answering.ts';
import { type CodedInvitation, findInvitationByCode } from '../../organizations/invitations/queries.ts';
import { toInvitation } from '../../organizations/invitations/views.ts';
import type { Session } from '../../sessions/session.ts';
import { Form, Message } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { organizationPath } from '../organizations/paths.ts';

type SignedIn = Session & { readonly username: string };

/**
 * `/login/invitation/{code}`: describes an invitation. Signed-in users decide; other visitors first sign in or
 * register.
 */
export function invitationPages(deps: CodeDependencies): { GET: PageHandler; POST: PageHandler } {
  const { db } = deps;
  return {
    async GET(page) {
      const invitation = await findInvitationByCode(db, codeHashOf(page), page.now);
      if (!invitation) return gonePage(page);
      const session = await page.session('interactive');
      const username = session?.username ?? undefined;
      if (username === undefined) return strangerPage(page, invitation);
      return (await isFor(db, invitation, username))
        ? decisionPage(page, invitation, username)
        : otherPage(page);
    },
    async POST(page) {
      const session = await page.session('interactive');
      const username = session?.username;
      if (!username) return { redirect: `/login?invitecode=${encodeURIComponent(codeOf(page))}` };
      return page.submission.values.decision === 'accept'
        ? accept(deps, page, { ...session, username })
        : decline(deps, page, { ...session, username });
    },
  };
}

/** `GET /login/organizationinvitation/{code}`, for old pages. Omits the contact that the invitation was sent to. */
export function invitationLookup({ db }: Pick<CodeDependencies, 'db'>): PageHandler {
  return async (page) => {
    const invitation = await findInvitationByCode(db, codeHashOf(page), page.now);
    if (!invitation) return { status: 404, json: { error: 'invitation_not_found' } };
    return { status: 200, json: { ...toInvitation(invitation), emailaddress: '', phonenumber: '' } };
  };
}

async function accept(deps: CodeDependencies, page: PageRequest, session: SignedIn): Promise<PageResponse> {
  const bearer = { codeHash: codeHashOf(page), username: session.username };
  const joined = await acceptInvitationByCode(deps, actorOfPage(page, session), bearer);
  if (!joined) return refusedPage(deps, page);
  const { role, globalid: organization } = joined;
  const as = role === 'owner' ? 'invite.accepted.asOwner' : 'invite.accepted.asMember';
  const title = page.translate('invite.accepted.title', { organization });
  return resultPage(page, title, page.translate(as, { organization }), organizationPath(organization));
}

async function decline(deps: CodeDependencies, page: PageRequest, session: SignedIn): Promise<PageResponse> {
  const bearer = { codeHash: codeHashOf(page), username: session.username };
  const declined = await refuseInvitationByCode(deps, actorOfPage(page, session), bearer);
  if (!declined) return refusedPage(deps, page);
  const text = page.translate('invite.declined.text', { organization: declined.globalid });
  return resultPage(page, page.translate('invite.declined.title'), text);
}

async function refusedPage({ db }: Pick<CodeDependencies, 'db'>, page: PageRequest): Promise<PageResponse> {
  const isOpen = await findInvitationByCode(db, codeHashOf(page), page.now);
  return isOpen ? otherPage(page) : gonePage(page);
}

function codeOf({ request }: PageRequest): string {
  return String(request.params.code ?? '');
}

function codeHashOf(page: PageRequest): Buffer {
  return hashToken(codeOf(page));
}

/** Describes an invitation in sentences. */
export function describeInvitation(
  { translate }: Pick<PageRequest, 'translate'>,
  { globalid, role, invitedBy }: CodedInvitation,
): string[] {
  const as = role === 'owner' ? 'invite.asOwner' : 'invite.asMember';
  const what = translate(as, { organization: globalid });
  return invitedBy === null ? [what] : [what, translate('invite.by', { inviter: invitedBy })];
}

function strangerPage(page: PageRequest, invitation: CodedInvitation): PageResponse {
  const query = `invitecode=${encodeURIComponent(codeOf(page))}`;
  return invitationPage(page, invitation, [
    <p class="actions fill" key="actions">
      <a class="button primary" href={`/login?${query}`}>
        {page.translate('invite.signIn')}
      </a>
      <a class="button quiet" href={`/register?${query}`}>
        {page.translate('invite.register')}
      </a>
    </p>,
  ]);
}

function decisionPage(page: PageRequest, invitation: CodedInvitation, username: string): PageResponse {
  const { translate } = page;
  const contact = invitation.emailAddress || invitation.phoneNumber;
  return invitationPage(page, invitation, [
    <p key="who">
      {translate('invite.signedInAs', { username })}{' '}
      <a href={otherAccountAddress(page)}>{translate('consent.notYou')}</a>
    </p>,
    <p class="hint" key="contact">
      {translate('invite.confirmedNote', { contact })}
    </p>,
    <Form key="form" page={page} action={page.request.path}>
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

function invitationPage(
  page: PageRequest,
  invitation: CodedInvitation,
  more: readonly VNode[],
): PageResponse {
  const title = page.translate('invite.title', { organization: invitation.globalid });
  const content = (
    <Message title={title} paragraphs={describeInvitation(page, invitation)}>
      {more}
    </Message>
  );
  return { page: { title, content, hasSecretAddress: true } };
}

function gonePage({ translate }: PageRequest): PageResponse {
  const title = translate('invite.gone.title');
  const paragraphs = [translate('invite.gone.text'), translate('invite.gone.advice')];
  const content = (
    <Message title={title} paragraphs={paragraphs}>
      <p>
        <a href="/">{translate('error.home')}</a>
      </p>
    </Message>
  );
  return { status: 404, page: { title, content, hasSecretAddress: true } };
}

/** Where another account signs in to answer the invitation. */
function otherAccountAddress(page: PageRequest): string {
  return `/login?${new URLSearchParams({ prompt: 'login', invitecode: codeOf(page) })}`;
}

function otherPage(page: PageRequest): PageResponse {
  const { translate } = page;
  const title = translate('invite.other.title');
  const content = (
    <Message title={title} paragraphs={[translate('invite.other.text')]}>
      <p>
        <a href={otherAccountAddress(page)}>{translate('invite.other.signIn')}</a>
      </p>
    </Message>
  );
  return { status: 403, page: { title, content, hasSecretAddress: true } };
}

/** @param next where the page leads on to */
function resultPage({ translate }: PageRequest, title: string, text: string, next = '/'): PageResponse {
  const content = (
    <Message title={title} paragraphs={[text]}>
      <p>
        <a href={next}>{translate('invite.continue')}</a>
      </p>
    </Message>
  );
  return { page: { title, content, hasSecretAddress: true } };
}
