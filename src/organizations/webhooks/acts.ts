import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import { webhookBody } from '../../audit/webhook-events.ts';
import type { Actor } from '../../base/actor.ts';
import { Conflict, NotFound, Unprocessable } from '../../base/errors.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { randomToken } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { countAttempts } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import { readReceiver, type WebhookAddresses } from '../../webhooks/address.ts';
import {
  type Delivery,
  insertDelivery,
  updateDeliveryToResend,
  updateWebhookToRetry,
} from '../../webhooks/delivery-queries.ts';
import { testEvent } from '../../webhooks/event-types.ts';
import {
  deleteWebhook,
  findWebhook,
  insertWebhook,
  listWebhooks,
  lockWebhook,
  operatorOwner,
  updateSigningSecret,
  updateWebhook,
  type Webhook,
  type WebhookName,
  type WebhookSettings,
} from '../../webhooks/queries.ts';
import { newSigningSecret, secretContext } from '../../webhooks/signature.ts';
import { lockOrganization } from '../queries.ts';
import { endOfOverlap } from '../secret-overlap.ts';

export interface WebhookDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly webhookAddresses: WebhookAddresses;
}

export const maximumWebhooks = 10;

export interface WebhookToAdd extends WebhookSettings {
  /** The organization; `operatorOwner` for the server's audit log. */
  readonly globalid: string;
}

/**
 * Adds a webhook.
 * @returns the webhook and its secret, which cannot be read again
 * @throws BadRequest, NotFound `organization_not_found`, or Unprocessable `maximum_reached`
 */
export async function addWebhook(
  { db, sealing, webhookAddresses }: WebhookDependencies,
  actor: Actor,
  { globalid, ...chosen }: WebhookToAdd,
): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
  const settings = { ...chosen, url: readReceiver(webhookAddresses, chosen.url) };
  const [webhookId, secret] = [randomUUID(), newSigningSecret()];
  const sealedSecret = sealing.seal(secret, secretContext(webhookId));
  return inTransaction(db, async (trx) => {
    if (globalid !== operatorOwner) await lockOrganization(trx, globalid);
    if ((await listWebhooks(trx, globalid)).length >= maximumWebhooks)
      throw new Unprocessable('maximum_reached');
    await insertWebhook(trx, { ...settings, globalid, webhookId, sealedSecret, createdAt: actor.now });
    await record(trx, actor, 'added', { globalid, webhookId });
    return { webhook: await requireWebhook(trx, { globalid, webhookId }), secret };
  });
}

/**
 * Replaces the settings of a webhook. Activating one that the server had disabled starts it afresh.
 * @throws BadRequest, or NotFound `webhook_not_found`
 */
export async function changeWebhook(
  { db, webhookAddresses }: Pick<WebhookDependencies, 'db' | 'webhookAddresses'>,
  actor: Actor,
  { globalid, webhookId, ...chosen }: WebhookName & WebhookSettings,
): Promise<Webhook> {
  const settings = { ...chosen, url: readReceiver(webhookAddresses, chosen.url) };
  return inTransaction(db, async (trx) => {
    const webhook = await updateWebhook(trx, { globalid, webhookId }, settings);
    if (!webhook) throw new NotFound('webhook_not_found');
    await record(trx, actor, 'changed', { globalid, webhookId });
    return webhook;
  });
}

/**
 * Gives a webhook a new secret.
 * @param rotation `overlapSeconds`: how long deliveries are also signed with the current one
 * @returns the new secret, and until when the former one is used too
 * @throws NotFound `webhook_not_found`
 */
export function rotateWebhookSecret(
  { db, sealing }: Pick<WebhookDependencies, 'db' | 'sealing'>,
  actor: Actor,
  { globalid, webhookId, overlapSeconds }: WebhookName & { readonly overlapSeconds: number },
): Promise<{ readonly secret: string; readonly formerUntil: Date | undefined }> {
  const secret = newSigningSecret();
  const formerUntil = endOfOverlap(actor.now, overlapSeconds);
  const sealedSecret = sealing.seal(secret, secretContext(webhookId));
  return inTransaction(db, async (trx) => {
    const isRotated = await updateSigningSecret(trx, { globalid, webhookId }, { sealedSecret, formerUntil });
    if (!isRotated) throw new NotFound('webhook_not_found');
    await record(trx, actor, 'rotated', { globalid, webhookId });
    return { secret, formerUntil };
  });
}

/** Removes a webhook and its waiting deliveries. @throws NotFound `webhook_not_found` */
export function removeWebhook(
  { db }: Pick<WebhookDependencies, 'db'>,
  actor: Actor,
  webhook: WebhookName,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await deleteWebhook(trx, webhook))) throw new NotFound('webhook_not_found');
    await record(trx, actor, 'removed', webhook);
  });
}

/**
 * Sends a test event to one webhook.
 * @throws NotFound `webhook_not_found`, Conflict `webhook_inactive`, or TooManyRequests
 */
export function testWebhook(
  { db }: Pick<WebhookDependencies, 'db'>,
  actor: Actor,
  { globalid, webhookId }: WebhookName,
): Promise<Delivery> {
  return inTransaction(db, async (trx) => {
    await requireActiveWebhook(trx, { globalid, webhookId }, actor.now);
    const body = webhookBody(
      testEvent,
      actor.now,
      globalid === operatorOwner ? {} : { organization: globalid },
    );
    const deliveryId = `msg_${randomToken(20)}`;
    const message = { webhookId, deliveryId, type: testEvent, body, createdAt: actor.now };
    const delivery = await insertDelivery(trx, message);
    await updateWebhookToRetry(trx, { webhookId });
    await record(trx, actor, 'tested', { globalid, webhookId });
    return delivery;
  });
}

/**
 * Sends a delivery again, whatever its state.
 * @throws NotFound `webhook_not_found` or `delivery_not_found`, Conflict `webhook_inactive`, or TooManyRequests
 */
export function resendDelivery(
  { db }: Pick<WebhookDependencies, 'db'>,
  actor: Actor,
  { globalid, webhookId, deliveryId }: WebhookName & { readonly deliveryId: string },
): Promise<Delivery> {
  return inTransaction(db, async (trx) => {
    await requireActiveWebhook(trx, { globalid, webhookId }, actor.now);
    const delivery = await updateDeliveryToResend(trx, { webhookId, deliveryId }, actor.now);
    if (!delivery) throw new NotFound('delivery_not_found');
    await updateWebhookToRetry(trx, { webhookId });
    await record(trx, actor, 'resent', { globalid, webhookId });
    return delivery;
  });
}

/** @throws NotFound `webhook_not_found` */
export async function requireWebhook(db: Kysely<Database>, name: WebhookName): Promise<Webhook> {
  const webhook = await findWebhook(db, name);
  if (!webhook) throw new NotFound('webhook_not_found');
  return webhook;
}

/** Also counts the deliveries that are sent on demand. */
async function requireActiveWebhook(trx: Transaction<Database>, name: WebhookName, now: Date): Promise<void> {
  const webhook = await lockWebhook(trx, name);
  if (!webhook) throw new NotFound('webhook_not_found');
  if (webhook.status !== 'active') throw new Conflict('webhook_inactive');
  await countAttempts(trx, now, [['webhookSendings', name.globalid]]);
}

type WebhookAct = 'added' | 'changed' | 'rotated' | 'removed' | 'tested' | 'resent';

async function record(
  trx: Transaction<Database>,
  actor: Actor,
  act: WebhookAct,
  { globalid, webhookId: webhook }: WebhookName,
): Promise<void> {
  if (globalid === operatorOwner) await recordEvent(trx, actor, `audit_webhook.${act}`, { webhook });
  else await recordEvent(trx, actor, `organization.webhook_${act}`, { globalid, webhook });
}
