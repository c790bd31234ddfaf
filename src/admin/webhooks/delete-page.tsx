import { removeWebhook } from '../../organizations/webhooks/acts.ts';
import { Confirmation } from '../../ui/danger.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage } from '../../ui/page-request.ts';
import { operatorOwner } from '../../webhooks/queries.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { adminResponse } from '../view.tsx';
import { webhookPath, webhooksPath } from './paths.ts';
import { breadcrumbOf, forWebhook } from './webhook-page.tsx';

/** `GET /admin/webhooks/{webhookId}/delete`: asks for confirmation. */
export function deleteWebhookPage(deps: AdminDependencies): PageHandler {
  return forWebhook(deps, (request) => {
    const { page, webhook } = request;
    const { translate } = page;
    const title = translate('webhooks.delete');
    const content = (
      <Confirmation
        page={page}
        paragraphs={[webhook.url, translate('webhooks.delete.text')]}
        action={webhookPath(webhook.webhookId, 'delete')}
        label={translate('webhooks.delete.short')}
        back={webhookPath(webhook.webhookId)}
      />
    );
    return adminResponse(deps, request, {
      active: 'webhooks',
      title,
      content,
      breadcrumb: breadcrumbOf(page),
    });
  });
}

/** `POST /admin/webhooks/{webhookId}/delete`. */
export function submitWebhookDeletion(deps: AdminDependencies): PageHandler {
  return forWebhook(deps, async ({ page, session, webhook: { webhookId } }) => {
    await removeWebhook(deps, actorOfPage(page, session), { globalid: operatorOwner, webhookId });
    keepNotice(page, 'notice.webhooks.deleted');
    return { redirect: webhooksPath };
  });
}
