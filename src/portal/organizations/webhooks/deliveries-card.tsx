import type { VNode } from 'preact';
import { Form, Submit } from '../../../ui/components.tsx';
import { Badge, type Entry, EntryList, Paging } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Time } from '../../../ui/time.tsx';
import { type Delivery, listDeliveries, statusOf } from '../../../webhooks/delivery-queries.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';

const pageSize = 8;

export interface DeliveriesPage {
  readonly rows: readonly Delivery[];
  /** Counted from 0. */
  readonly number: number;
  readonly hasMore: boolean;
}

/** The deliveries of the page that the query parameter `page` asks for, counted from 0. */
export async function deliveriesOn(
  { query }: PageRequest,
  { db }: Pick<OrganizationPagesDependencies, 'db'>,
  webhookId: string,
): Promise<DeliveriesPage> {
  const number = Math.min(Math.max(0, Math.trunc(Number(query.get('page'))) || 0), 1000);
  const found = await listDeliveries(db, webhookId, { start: number * pageSize, max: pageSize + 1 });
  return { rows: found.slice(0, pageSize), number, hasMore: found.length > pageSize };
}

interface DeliveriesCardProps extends DeliveriesPage {
  readonly page: PageRequest;
  /** Where its forms post to. */
  readonly action: string;
  /** Whether the webhook is active, so that events can be sent. */
  readonly isActive: boolean;
}

/** The deliveries and their results. */
export function DeliveriesCard(props: DeliveriesCardProps): VNode {
  const { page, action, isActive, rows, number, hasMore } = props;
  const { translate } = page;
  return (
    <EntryList
      title={translate('webhooks.deliveries')}
      id="deliveries"
      text={translate('webhooks.deliveries.text')}
      entries={rows.map((delivery) => entryOf(props, delivery))}
      none={translate('webhooks.deliveries.none')}
    >
      <Paging
        page={page}
        newer={number > 0 ? `?page=${number - 1}` : undefined}
        older={hasMore ? `?page=${number + 1}` : undefined}
      />
      {isActive && (
        <Form page={page} action={action}>
          <input type="hidden" name="act" value="test" />
          <p class="actions">
            <Submit kind="quiet">{translate('webhooks.test')}</Submit>
          </p>
        </Form>
      )}
    </EntryList>
  );
}

function entryOf({ page, action, isActive }: DeliveriesCardProps, delivery: Delivery): Entry {
  const { translate } = page;
  const { deliveryId, type, createdAt, body } = delivery;
  return {
    key: deliveryId,
    title: type,
    marks: <StatusBadge page={page} delivery={delivery} />,
    details: (
      <>
        <Time page={page} at={createdAt} /> · <Attempts page={page} delivery={delivery} />
        <details>
          <summary>{translate('webhooks.delivery.content')}</summary>
          <p>
            <code>{deliveryId}</code>
          </p>
          <pre class="wrapped">{body}</pre>
        </details>
      </>
    ),
    forms: isActive && statusOf(delivery) !== 'waiting' && (
      <Form page={page} action={action}>
        <input type="hidden" name="act" value="resend" />
        <input type="hidden" name="delivery" value={deliveryId} />
        <Submit kind="quiet" label={translate('webhooks.resend.of', { type })}>
          {translate('webhooks.resend')}
        </Submit>
      </Form>
    ),
  };
}

function StatusBadge({ page, delivery }: { page: PageRequest; delivery: Delivery }): VNode {
  const status = statusOf(delivery);
  const kind = { delivered: 'good', waiting: 'plain', failed: 'bad' } as const;
  return <Badge kind={kind[status]}>{page.translate(`webhooks.delivery.${status}`)}</Badge>;
}

/** The number of attempts and the last result. */
function Attempts({ page, delivery }: { page: PageRequest; delivery: Delivery }): VNode {
  const { attempts, responseStatus, lastError, availableAt } = delivery;
  const { translate } = page;
  return (
    <>
      {translate('webhooks.delivery.attempts', { count: attempts })}
      {responseStatus !== null && <> · HTTP {responseStatus}</>}
      {responseStatus === null && lastError !== '' && (
        <>
          {' '}
          · <code>{lastError}</code>
        </>
      )}
      {statusOf(delivery) === 'waiting' && attempts > 0 && (
        <>
          {' '}
          · {translate('webhooks.delivery.next')} <Time page={page} at={availableAt} />
        </>
      )}
    </>
  );
}
