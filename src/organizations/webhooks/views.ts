import type {
  WebhookDelivery,
  WebhookEvent,
  Webhook as WebhookOfContract,
} from '../../../generated/types.ts';
import { formatTimestamp } from '../../base/timestamp.ts';
import { type Delivery, statusOf } from '../../webhooks/delivery-queries.ts';
import { webhookEvents } from '../../webhooks/event-types.ts';
import type { Webhook } from '../../webhooks/queries.ts';

export function toWebhook(webhook: Webhook): WebhookOfContract {
  const { status, failingSince, events } = webhook;
  return {
    id: webhook.webhookId,
    url: webhook.url,
    description: webhook.description,
    events: events.filter(isWebhookEvent),
    active: status === 'active',
    ...((status === 'gone' || status === 'failing') && { disabled: status }),
    ...(failingSince && { failingsince: formatTimestamp(failingSince) }),
    created: formatTimestamp(webhook.createdAt),
  };
}

function isWebhookEvent(name: string): name is WebhookEvent {
  return webhookEvents.some((event) => event === name);
}

export function toDelivery(delivery: Delivery): WebhookDelivery {
  const { lastAttemptAt, availableAt, responseStatus, lastError } = delivery;
  const status = statusOf(delivery);
  return {
    id: delivery.deliveryId,
    event: delivery.type,
    status,
    attempts: delivery.attempts,
    created: formatTimestamp(delivery.createdAt),
    ...(lastAttemptAt && { lastattempt: formatTimestamp(lastAttemptAt) }),
    ...(status === 'waiting' && { nextattempt: formatTimestamp(availableAt) }),
    ...(responseStatus !== null && { responsestatus: responseStatus }),
    ...(lastError !== '' && { problem: lastError }),
    payload: delivery.body,
  };
}
