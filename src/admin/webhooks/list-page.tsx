import { WebhookBadge } from '../../portal/organizations/webhooks/list-page.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { type Entry, EntryList } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { listWebhooks, operatorOwner, type Webhook } from '../../webhooks/queries.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';
import { webhookPath, webhooksPath } from './paths.ts';

/** `GET /admin/webhooks`: where the audit log is sent. */
export function webhooksPage(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page } = request;
    const { translate } = page;
    const found = await listWebhooks(deps.db, operatorOwner);
    const content = (
      <EntryList
        id="webhooks"
        title={translate('webhooks.list')}
        text={translate('adminWebhooks.text')}
        entries={found.map((webhook) => entryOf(page, webhook))}
        none={translate('webhooks.none')}
        add={{ href: `${webhooksPath}/new`, text: translate('webhooks.new.title') }}
      />
    );
    return adminResponse(deps, request, {
      active: 'webhooks',
      title: translate('adminWebhooks.title'),
      content,
    });
  });
}

/** The name of a webhook: its description, or else the host that it sends to. */
export function nameOf({ description, url }: Pick<Webhook, 'description' | 'url'>): string {
  return description === '' ? new URL(url).host : description;
}

function entryOf(page: PageRequest, webhook: Webhook): Entry {
  const { webhookId, url, events } = webhook;
  return {
    key: webhookId,
    title: <a href={webhookPath(webhookId)}>{nameOf(webhook)}</a>,
    marks: <WebhookBadge page={page} webhook={webhook} />,
    details: (
      <>
        <code>{url}</code>
        <br />
        {events.length === 0 ? page.translate('webhooks.events.all') : events.join(', ')}
      </>
    ),
  };
}
