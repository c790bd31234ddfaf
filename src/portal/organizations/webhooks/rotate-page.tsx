import type { VNode } from 'preact';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import type { PageResponse } from '../../../ui/page-response.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { type OrganizationPage, organizationResponse } from '../view.tsx';
import { webhookPath, webhooksPath } from './paths.ts';
import { RotationForm, rotateAsAsked } from './rotation.tsx';
import { webhookNamed } from './webhook-page.tsx';

/**
 * `GET /organizations/{globalid}/webhooks/{webhookId}/rotate`: asks how long deliveries are signed with both secrets.
 */
export function rotateWebhookPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'rotateWebhookSecret', async (page, session, organization) => {
    const { webhookId } = await webhookNamed(deps, page, organization);
    const { globalid } = organization;
    const action = webhookPath(globalid, webhookId, 'rotate');
    const content = <RotationForm page={page} action={action} back={webhookPath(globalid, webhookId)} />;
    return rotationResponse(deps, { page, session, organization }, 'webhooks.rotate.title', content);
  });
}

/** `POST /organizations/{globalid}/webhooks/{webhookId}/rotate`: creates a secret and shows it once. */
export function submitWebhookRotation(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'rotateWebhookSecret', async (page, session, organization) => {
    const { webhookId } = await webhookNamed(deps, page, organization);
    const { globalid } = organization;
    const next = webhookPath(globalid, webhookId);
    const content = await rotateAsAsked(deps, { page, session }, { globalid, webhookId }, next);
    return rotationResponse(deps, { page, session, organization }, 'webhooks.rotate.done', content);
  });
}

function rotationResponse(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  titleKey: 'webhooks.rotate.title' | 'webhooks.rotate.done',
  content: VNode,
): Promise<PageResponse> {
  const { translate } = shown.page;
  const href = webhooksPath(shown.organization.globalid);
  const breadcrumb = [{ title: translate('webhooks.title'), href }];
  const title = translate(titleKey);
  return organizationResponse(deps, shown, { active: 'webhooks', title, content, breadcrumb });
}
