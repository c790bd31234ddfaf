import { removeWebhook } from '../../../organizations/webhooks/acts.ts';
import { Confirmation } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { organizationResponse } from '../view.tsx';
import { webhookPath, webhooksPath } from './paths.ts';
import { webhookNamed } from './webhook-page.tsx';

/** `GET /organizations/{globalid}/webhooks/{webhookId}/delete`: asks for confirmation. */
export function deleteWebhookPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'deleteWebhook', async (page, session, organization) => {
    const { translate } = page;
    const { webhookId, url } = await webhookNamed(deps, page, organization);
    const { globalid } = organization;
    const title = translate('webhooks.delete');
    const content = (
      <Confirmation
        page={page}
        paragraphs={[url, translate('webhooks.delete.text')]}
        action={webhookPath(globalid, webhookId, 'delete')}
        label={translate('webhooks.delete.short')}
        back={webhookPath(globalid, webhookId)}
      />
    );
    const breadcrumb = [
      { title: translate('webhooks.title'), href: webhooksPath(globalid) },
      { title: new URL(url).host, href: webhookPath(globalid, webhookId) },
    ];
    const view = { active: 'webhooks', title, content, breadcrumb } as const;
    return organizationResponse(deps, { page, session, organization }, view);
  });
}

/** `POST /organizations/{globalid}/webhooks/{webhookId}/delete`. */
export function submitWebhookDeletion(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'deleteWebhook', async (page, session, organization) => {
    const { globalid } = organization;
    const { webhookId } = await webhookNamed(deps, page, organization);
    await removeWebhook(deps, actorOfPage(page, session), { globalid, webhookId });
    keepNotice(page, 'notice.webhooks.deleted');
    return { redirect: webhooksPath(globalid) };
  });
}
