import { ApiError } from '../../../base/errors.ts';
import { deleteOrganization } from '../../../organizations/acts.ts';
import { leaveOrganization } from '../../../organizations/members/acts.ts';
import { listFamily } from '../../../organizations/queries.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import { Confirmation } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { refusalText } from '../../../ui/refusals.ts';
import { stepUp } from '../../step-up.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { organizationPath, organizationsPath } from '../paths.ts';
import { type OrganizationPage, organizationResponse } from '../view.tsx';
import { DeletionQuestion } from './deletion-question.tsx';

const leaveRefusals = {
  "last_owner_can't_leave": 'orgSettings.leave.lastOwner',
  user_not_found: 'orgSettings.leave.inherited',
} as const;

/** `GET /organizations/{globalid}/leave`: asks for confirmation. */
export function leavePage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganization', (page, session, organization) => {
    const away = stepUp(session, page.now, page.request.path);
    return away ?? leaveQuestion(deps, { page, session, organization });
  });
}

/** `POST /organizations/{globalid}/leave`. Requires recent authentication, like `leaveOrganization` of the API. */
export function submitLeave(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganization', async (page, session, organization) => {
    const away = stepUp(session, page.now, page.request.path);
    if (away) return away;
    const { globalid } = organization;
    try {
      const { username } = session;
      await leaveOrganization(deps, actorOfPage(page, session), { globalid, username });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const refusal = page.translate(refusalText(error, leaveRefusals));
      return leaveQuestion(deps, { page, session, organization }, { '': refusal });
    }
    keepNotice(page, 'notice.org.left', { organization: globalid });
    return { redirect: organizationsPath };
  });
}

function leaveQuestion(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const { globalid } = organization;
  const title = translate('orgSettings.leave', { organization: globalid });
  const content = (
    <Confirmation
      page={page}
      paragraphs={[translate('orgSettings.leave.text')]}
      action={organizationPath(globalid, 'leave')}
      label={translate('orgSettings.leave.short')}
      back={organizationPath(globalid, 'settings')}
      errors={errors}
    />
  );
  const status = Object.keys(errors).length > 0 ? 409 : 200;
  return organizationResponse(deps, shown, { active: 'settings', title, content, status });
}

/** `GET /organizations/{globalid}/delete`: asks for confirmation, and shows what is deleted with the organization. */
export function deletePage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'deleteOrganization', (page, session, organization) =>
    deleteQuestion(deps, { page, session, organization }),
  );
}

/** `POST /organizations/{globalid}/delete`: the globalid must be typed. */
export function submitDeletion(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'deleteOrganization', async (page, session, organization) => {
    const { globalid } = organization;
    if (page.submission.values.typed?.trim() !== globalid) {
      const errors = { typed: page.translate('orgSettings.delete.mistyped') };
      return deleteQuestion(deps, { page, session, organization }, errors);
    }
    await deleteOrganization(deps, actorOfPage(page, session), { globalid });
    keepNotice(page, 'notice.org.deleted', { organization: globalid });
    return { redirect: organizationsPath };
  });
}

async function deleteQuestion(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const { globalid } = organization;
  const family = await listFamily(deps.db, globalid);
  const title = translate('orgSettings.delete', { organization: globalid });
  const content = (
    <DeletionQuestion
      page={page}
      globalid={globalid}
      family={family}
      action={organizationPath(globalid, 'delete')}
      back={organizationPath(globalid, 'settings')}
      errors={errors}
    />
  );
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return organizationResponse(deps, shown, { active: 'settings', title, content, status });
}
