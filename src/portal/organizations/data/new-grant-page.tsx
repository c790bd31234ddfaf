import { addGrant, readTag } from '../../../organizations/grants/acts.ts';
import { Form, type FormErrors, SubmitOrLeave } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Field } from '../../../ui/field.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { refusalText } from '../../../ui/refusals.ts';
import { readSearchText } from '../../../users/search/search-text.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { organizationPath } from '../paths.ts';
import { type OrganizationPage, organizationResponse } from '../view.tsx';

const refusals = {
  invalid_grant: { field: 'tag', text: 'orgData.grants.tag.wrong' },
  max_amount_of_grants_reached: { field: 'tag', text: 'orgData.grants.tooMany' },
  user_not_found: { field: 'who', text: 'orgData.grants.unknown' },
  user_has_no_authorization: { field: 'who', text: 'orgData.grants.unshared' },
  too_many_requests: { field: 'who', text: 'orgData.grants.later' },
} as const;

const texts = Object.fromEntries(Object.entries(refusals).map(([code, { text }]) => [code, text]));

/** `GET /organizations/{globalid}/grants/new`. */
export function newGrantPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'createUserGrant', (page, session, organization) =>
    newGrantResponse(deps, { page, session, organization }, {}),
  );
}

/** `POST /organizations/{globalid}/grants/new`: puts a tag on a user. */
export function submitNewGrant(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'createUserGrant', async (page, session, organization) => {
    const { globalid } = organization;
    const { who = '', tag = '' } = page.submission.values;
    const user = readSearchText(who.trim());
    try {
      await addGrant(deps, actorOfPage(page, session), { globalid, user, tag: readTag(tag.trim()) });
    } catch (error) {
      const text = refusalText(error, texts);
      const field = Object.values(refusals).find((each) => each.text === text)?.field ?? 'who';
      return newGrantResponse(deps, { page, session, organization }, { [field]: page.translate(text) });
    }
    keepNotice(page, 'notice.saved');
    return { redirect: organizationPath(globalid, 'grants') };
  });
}

function newGrantResponse(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  errors: FormErrors,
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate, submission } = page;
  const list = organizationPath(organization.globalid, 'grants');
  const { who, tag } = submission.values;
  const content = (
    <section class="card">
      <Form page={page} action={`${list}/new`} errors={errors}>
        <Field
          name="who"
          label={translate('orgData.grants.who')}
          value={who}
          errors={errors}
          autocomplete="off"
          input={{ spellcheck: false }}
        />
        <Field
          name="tag"
          label={translate('orgData.grants.tag')}
          hint={translate('orgData.grants.tag.hint')}
          value={tag}
          errors={errors}
          autocomplete="off"
          input={{ maxLength: 100, spellcheck: false }}
        />
        <SubmitOrLeave
          submit={translate('orgData.grants.add')}
          leave={translate('danger.cancel')}
          to={list}
        />
      </Form>
    </section>
  );
  return organizationResponse(deps, shown, {
    active: 'grants',
    title: translate('orgData.grants.new'),
    breadcrumb: [{ title: translate('orgData.grants.title'), href: list }],
    content,
    status: Object.keys(errors).length > 0 ? 422 : 200,
  });
}
