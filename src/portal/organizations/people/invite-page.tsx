import type { VNode } from 'preact';
import { TooManyRequests } from '../../../base/errors.ts';
import type { MessageKey } from '../../../i18n/en/index.ts';
import { inviteUser } from '../../../organizations/invitations/sending.ts';
import type { MemberRole } from '../../../organizations/members/queries.ts';
import type { MessageQueue } from '../../../outbox/message-queue.ts';
import { Alert, Form, type FormErrors, SubmitOrLeave } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { LongField } from '../../../ui/field.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { refusalText } from '../../../ui/refusals.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { organizationPath } from '../paths.ts';
import { type OrganizationPage, organizationResponse } from '../view.tsx';
import { peoplePath } from './paths.ts';
import { RoleChoice } from './role-choice.tsx';

/** The maximum number of invitations in one form. */
const maximumAtOnce = 50;

const refusals = {
  user_not_found: 'org.invite.unknown',
  already_member: 'org.invite.alreadyMember',
  already_owner: 'org.invite.alreadyOwner',
  max_amount_of_invitations_reached: 'org.invite.tooMany',
  too_many_requests: 'org.invite.later',
} as const;

/** `GET /organizations/{globalid}/people/invite`. */
export function invitePage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, requestedOperation, (page, session, organization) =>
    inviteForm(deps, { page, session, organization }, textAsked(page), {}),
  );
}

/**
 * `POST /organizations/{globalid}/people/invite`: invites each user named in a line. Names that cannot be invited stay
 * in the form, with the reason.
 */
export function submitInvitations(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, requestedOperation, async (page, session, organization) => {
    const shown = { page, session, organization };
    const names = namesIn(textAsked(page));
    if (names.length === 0 || names.length > maximumAtOnce) {
      const text = names.length === 0 ? 'org.invite.noOne' : 'org.invite.tooManyLines';
      return inviteForm(deps, shown, textAsked(page), { who: page.translate(text, { most: maximumAtOnce }) });
    }
    const refused = await inviteAll(deps, shown, names);
    const invited = names.length - refused.length;
    if (refused.length > 0) return inviteForm(deps, shown, textOf(refused), errorsOf(page, refused), invited);
    keepNotice(page, 'notice.org.invited', { count: invited });
    return { redirect: peoplePath(organization.globalid) };
  });
}

interface Refused {
  readonly name: string;
  readonly text: MessageKey;
}

/** Invites one after another. When a limit is reached, the rest stays in the form. */
async function inviteAll(
  deps: OrganizationPagesDependencies,
  { page, session, organization: { globalid } }: OrganizationPage,
  names: readonly string[],
): Promise<Refused[]> {
  const refused: Refused[] = [];
  const actor = actorOfPage(page, session);
  let isLimited = false;
  for (const name of names) {
    if (isLimited) refused.push({ name, text: refusals.too_many_requests });
    else {
      const invitation = { globalid, role: requestedRole(page), text: name, isSilent: false };
      await inviteUser(deps, actor, invitation).catch((error: unknown) => {
        refused.push({ name, text: refusalText(error, refusals) });
        isLimited = error instanceof TooManyRequests;
      });
    }
  }
  return refused;
}

/** Names are separated by lines, commas or semicolons. */
function namesIn(text: string): string[] {
  return [...new Set(text.split(/[\n,;]/).map((name) => name.trim()))].filter((name) => name !== '');
}

function textOf(refused: readonly Refused[]): string {
  return refused.map(({ name }) => name).join('\n');
}

function errorsOf({ translate }: PageRequest, refused: readonly Refused[]): FormErrors {
  const lines = refused.map(({ name, text }) => translate(text, { who: name }));
  return { who: <Lines lines={lines} /> };
}

/** Each text on a line. */
function Lines({ lines }: { lines: readonly string[] }): VNode {
  return (
    <>
      {lines.map((line) => (
        <span key={line} class="block">
          {line}
        </span>
      ))}
    </>
  );
}

function textAsked({ query, submission }: PageRequest): string {
  return submission.values.who ?? query.get('who') ?? '';
}

function requestedRole({ query, submission }: PageRequest): MemberRole {
  return (submission.values.role ?? query.get('role')) === 'owner' ? 'owner' : 'member';
}

function requestedOperation(page: PageRequest) {
  // Opening the form needs no recent authentication, because the role is chosen in it.
  const isOwner = page.request.method === 'POST' && requestedRole(page) === 'owner';
  return isOwner ? 'addOrganizationOwner' : 'addOrganizationMember';
}

/** Without mail or SMS, invitees see an invitation only after signing in. */
function unsent({ mail, sms }: MessageQueue['channels']): readonly MessageKey[] {
  return [...(mail ? [] : (['org.invite.noMail'] as const)), ...(sms ? [] : (['org.invite.noSms'] as const))];
}

function inviteForm(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  text: string,
  errors: FormErrors,
  invited = 0,
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const { globalid } = organization;
  const title = translate('org.invite.title');
  const content = (
    <section class="card">
      {invited > 0 && <Alert kind="success">{translate('notice.org.invited', { count: invited })}</Alert>}
      {unsent(deps.messages.channels).map((text) => (
        <Alert key={text} kind="info">
          {translate(text)}
        </Alert>
      ))}
      <Form page={page} action={organizationPath(globalid, 'people', 'invite')} errors={errors}>
        <LongField
          name="who"
          label={translate('org.invite.who')}
          hint={translate('org.invite.who.hint')}
          value={text}
          errors={errors}
          rows={4}
          required
        />
        <RoleChoice page={page} role={requestedRole(page)} />
        <SubmitOrLeave
          submit={translate('org.invite.submit')}
          leave={translate('danger.cancel')}
          to={peoplePath(globalid)}
        />
      </Form>
    </section>
  );
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  const breadcrumb = [{ title: translate('org.people.title'), href: peoplePath(globalid) }];
  return organizationResponse(deps, shown, { active: 'people', title, content, status, breadcrumb });
}
