import { linkOrganization } from '../../../organizations/links/acts.ts';
import { Form, type FormErrors, SubmitOrLeave } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Field } from '../../../ui/field.tsx';
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

const refusals = {
  invited_organization_not_found: 'org.link.unknown',
  organization_is_self: 'org.link.self',
  organization_already_linked: 'org.link.already',
  max_amount_of_invitations_reached: 'org.invite.tooMany',
} as const;

/**
 * `GET /organizations/{globalid}/people/link`: a form to link an organization, whose users then count as owners or
 * members.
 */
export function linkPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'setOrgMember', (page, session, organization) =>
    linkForm(deps, { page, session, organization }, {}),
  );
}

/** `POST /organizations/{globalid}/people/link`. */
export function submitLink(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, requestedOperation, async (page, session, organization) => {
    const { globalid } = organization;
    const linked = linkedAsked(page);
    const role = requestedRole(page) === 'owner' ? 'orgowner' : 'orgmember';
    const shown = { page, session, organization };
    if (linked === '') return linkForm(deps, shown, { linked: page.translate('org.link.missing') });
    try {
      const invitation = await linkOrganization(deps, actorOfPage(page, session), { globalid, linked, role });
      keepNotice(page, invitation ? 'notice.org.linkAsked' : 'notice.org.linked', { who: linked });
      return { redirect: peoplePath(globalid) };
    } catch (error) {
      const refusal = page.translate(refusalText(error, refusals), { who: linked });
      return linkForm(deps, shown, { linked: refusal });
    }
  });
}

function linkedAsked({ query, submission }: PageRequest): string {
  return (submission.values.linked ?? query.get('linked') ?? '').trim();
}

function requestedRole({ query, submission }: PageRequest): 'owner' | 'member' {
  return (submission.values.role ?? query.get('role')) === 'owner' ? 'owner' : 'member';
}

function requestedOperation(page: PageRequest) {
  return requestedRole(page) === 'owner' ? 'setOrgOwner' : 'setOrgMember';
}

function linkForm(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  errors: FormErrors,
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const { globalid } = organization;
  const title = translate('org.link.title');
  const content = (
    <section class="card">
      <p class="lead">{translate('org.link.text', { organization: globalid })}</p>
      <Form page={page} action={organizationPath(globalid, 'people', 'link')} errors={errors}>
        <Field
          name="linked"
          label={translate('org.link.which')}
          value={linkedAsked(page)}
          errors={errors}
          autocomplete="off"
          input={{ spellcheck: false, maxLength: 150 }}
        />
        <RoleChoice page={page} role={requestedRole(page)} />
        <SubmitOrLeave
          submit={translate('org.link.submit')}
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
