import { deleteOrganizationOf } from '../../operators/organizations/acts.ts';
import { listFamily } from '../../organizations/queries.ts';
import { DeletionQuestion } from '../../portal/organizations/settings/deletion-question.tsx';
import type { FormErrors } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { errorPage } from '../../ui/failure.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { type AdminRequest, forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';
import { organizationPath, organizationsPath } from './paths.ts';

/** `GET /admin/organizations/{globalid}/delete`: asks for confirmation and shows what else is deleted. */
export function deletePage(deps: AdminDependencies): PageHandler {
  return forOperator((request) => question(deps, request));
}

/** `POST /admin/organizations/{globalid}/delete`: the operator must type the name. */
export function submitDeletion(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page, session } = request;
    const globalid = String(page.request.params.globalid);
    if (page.submission.values.typed?.trim() !== globalid)
      return question(deps, request, { typed: page.translate('orgSettings.delete.mistyped') });
    await deleteOrganizationOf(deps, actorOfPage(page, session), globalid);
    keepNotice(page, 'notice.org.deleted', { organization: globalid });
    return { redirect: organizationsPath };
  });
}

async function question(
  deps: AdminDependencies,
  request: AdminRequest,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { page } = request;
  const { translate } = page;
  const globalid = String(page.request.params.globalid);
  const family = await listFamily(deps.db, globalid);
  if (family.length === 0) return errorPage(page, 404);
  const title = translate('orgSettings.delete', { organization: globalid });
  const content = (
    <DeletionQuestion
      page={page}
      globalid={globalid}
      family={family}
      action={organizationPath(globalid, 'delete')}
      back={organizationPath(globalid)}
      errors={errors}
    />
  );
  const breadcrumb = [
    { title: translate('menu.organizations'), href: organizationsPath },
    { title: globalid, href: organizationPath(globalid) },
  ];
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return adminResponse(deps, request, {
    active: 'organizations',
    title,
    breadcrumb,
    content,
    status,
  });
}
