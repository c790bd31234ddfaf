import type { OrganizationWebhooksService } from '../../../generated/services.ts';
import type { NewWebhook } from '../../../generated/types.ts';
import type { Clock } from '../../base/clock.ts';
import { formatTimestamp } from '../../base/timestamp.ts';
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  requireWebhook,
  resendDelivery,
  rotateWebhookSecret,
  testWebhook,
  type WebhookDependencies,
} from '../../organizations/webhooks/acts.ts';
import { toDelivery, toWebhook } from '../../organizations/webhooks/views.ts';
import { listDeliveries } from '../../webhooks/delivery-queries.ts';
import { listWebhooks } from '../../webhooks/queries.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationWebhooksDependencies extends WebhookDependencies {
  readonly clock: Clock;
}

export function createOrganizationWebhooksService(
  deps: OrganizationWebhooksDependencies,
): OrganizationWebhooksService<CallContext> {
  const { db, clock } = deps;
  const actorOf = (context: CallContext) => actorOfCall(context, clock.now());
  return {
    async listWebhooks({ path }) {
      return { status: 200, body: (await listWebhooks(db, path.globalid)).map(toWebhook) };
    },

    async createWebhook({ path: { globalid }, body }, context) {
      const { webhook, secret } = await addWebhook(deps, actorOf(context), { globalid, ...settingsOf(body) });
      return { status: 201, body: { ...toWebhook(webhook), secret } };
    },

    async getWebhook({ path }) {
      return { status: 200, body: toWebhook(await requireWebhook(db, nameIn(path))) };
    },

    async updateWebhook({ path, body }, context) {
      const change = { ...nameIn(path), ...settingsOf(body) };
      return { status: 200, body: toWebhook(await changeWebhook(deps, actorOf(context), change)) };
    },

    async deleteWebhook({ path }, context) {
      await removeWebhook(deps, actorOf(context), nameIn(path));
      return { status: 204 };
    },

    async rotateWebhookSecret({ path, body }, context) {
      const rotation = { ...nameIn(path), overlapSeconds: body.overlapseconds ?? 86_400 };
      const { secret, formerUntil } = await rotateWebhookSecret(deps, actorOf(context), rotation);
      const former = formerUntil && { formeruntil: formatTimestamp(formerUntil) };
      return { status: 201, body: { secret, ...former } };
    },

    async testWebhook({ path }, context) {
      return { status: 202, body: toDelivery(await testWebhook(deps, actorOf(context), nameIn(path))) };
    },

    async listWebhookDeliveries({ path, query: { status, start = 0, max = 50 } }) {
      const { webhookId } = await requireWebhook(db, nameIn(path));
      const deliveries = await listDeliveries(db, webhookId, { status, start, max });
      return { status: 200, body: deliveries.map(toDelivery) };
    },

    async resendWebhookDelivery({ path }, context) {
      const delivery = { ...nameIn(path), deliveryId: path.deliveryid };
      return { status: 202, body: toDelivery(await resendDelivery(deps, actorOf(context), delivery)) };
    },
  };
}

function nameIn({ globalid, webhookid }: { readonly globalid: string; readonly webhookid: string }) {
  return { globalid, webhookId: webhookid };
}

function settingsOf({ url, description = '', events = [], active = true }: NewWebhook) {
  return { url, description, events, isActive: active };
}
