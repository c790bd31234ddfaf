import { RotationForm, rotateAsAsked } from '../../portal/organizations/webhooks/rotation.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { operatorOwner } from '../../webhooks/queries.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { adminResponse } from '../view.tsx';
import { webhookPath } from './paths.ts';
import { breadcrumbOf, forWebhook } from './webhook-page.tsx';

/** `GET /admin/webhooks/{webhookId}/rotate`: asks how long deliveries are signed with both secrets. */
export function rotateWebhookPage(deps: AdminDependencies): PageHandler {
  return forWebhook(deps, (request) => {
    const { page, webhook } = request;
    const { webhookId } = webhook;
    const action = webhookPath(webhookId, 'rotate');
    const content = <RotationForm page={page} action={action} back={webhookPath(webhookId)} />;
    const title = page.translate('webhooks.rotate.title');
    return adminResponse(deps, request, {
      active: 'webhooks',
      title,
      content,
      breadcrumb: breadcrumbOf(page),
    });
  });
}

/** `POST /admin/webhooks/{webhookId}/rotate`: shows the new secret once, in the response. */
export function submitWebhookRotation(deps: AdminDependencies): PageHandler {
  return forWebhook(deps, async (request) => {
    const { page, webhook } = request;
    const name = { globalid: operatorOwner, webhookId: webhook.webhookId };
    const content = await rotateAsAsked(deps, request, name, webhookPath(webhook.webhookId));
    const title = page.translate('webhooks.rotate.done');
    return adminResponse(deps, request, {
      active: 'webhooks',
      title,
      content,
      breadcrumb: breadcrumbOf(page),
    });
  });
}
