import type { VNode } from 'preact';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Badge, type Entry, EntryList } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { listWebhooks, type Webhook } from '../../../webhooks/queries.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { organizationResponse } from '../view.tsx';
import { webhookPath, webhooksPath } from './paths.ts';

/** `GET /organizations/{globalid}/webhooks`. */
export function webhooksPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'listWebhooks', async (page, session, organization) => {
    const { globalid } = organization;
    const { translate } = page;
    const title = translate('webhooks.title');
    const content = (
      <EntryList
        title={translate('webhooks.list')}
        id="webhooks"
        text={translate('webhooks.text')}
        entries={(await listWebhooks(deps.db, globalid)).map((each) => entryOf(page, globalid, each))}
        none={translate('webhooks.none')}
        add={{ href: `${webhooksPath(globalid)}/new`, text: translate('webhooks.new.title') }}
      />
    );
    const view = { active: 'webhooks', title, content } as const;
    return organizationResponse(deps, { page, session, organization }, view);
  });
}

function entryOf(page: PageRequest, globalid: string, webhook: Webhook): Entry {
  const { translate } = page;
  const { webhookId, url, description, events } = webhook;
  const subscribed = events.length === 0 ? translate('webhooks.events.all') : events.join(', ');
  return {
    key: webhookId,
    title: (
      <a href={webhookPath(globalid, webhookId)}>{description === '' ? new URL(url).host : description}</a>
    ),
    marks: <WebhookBadge page={page} webhook={webhook} />,
    details: (
      <>
        <code>{url}</code>
        <br />
        {subscribed}
      </>
    ),
  };
}

/** Whether the webhook is active, and whether its events arrive. */
export function WebhookBadge({ page, webhook }: { page: PageRequest; webhook: Webhook }): VNode {
  const { status, failingSince } = webhook;
  if (status === 'active' && failingSince)
    return <Badge kind="bad">{page.translate('webhooks.status.unreachable')}</Badge>;
  const kind = status === 'active' ? 'good' : status === 'off' ? 'plain' : 'bad';
  return <Badge kind={kind}>{page.translate(`webhooks.status.${status}`)}</Badge>;
}
