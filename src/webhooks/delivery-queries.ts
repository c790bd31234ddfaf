import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import type { WebhookName } from './queries.ts';

/** An event for all webhooks of an organization, or of the operator. */
export interface WebhookMessage {
  readonly globalid: string;
  readonly type: string;
  /** JSON. */
  readonly body: string;
  /** The user and the actor that the body names. */
  readonly username: string | null;
  readonly actor: string | null;
}

/**
 * The part of an SQL statement that queues messages, once for each webhook that wants them. It belongs to the statement
 * that records the event, so that it costs no separate statement where there are no webhooks. Waits for a webhook that is
 * being removed, and then leaves it out.
 */
export function deliveriesOf(
  { deliveryId, createdAt }: { readonly deliveryId: string; readonly createdAt: Date },
  messages: readonly WebhookMessage[],
): RawBuilder<Record<string, never>> {
  const rows = messages.map(
    ({ globalid, type, body, username, actor }) =>
      sql`(${globalid}::text, ${type}::text, ${body}::text, ${username}::text, ${actor}::text)`,
  );
  return sql<Record<string, never>>`(
    insert into webhook_deliveries
      (webhook_id, delivery_id, event_type, body, username, actor, created_at, available_at)
    select w.webhook_id, ${deliveryId}::text, m.type, m.body, m.username, m.actor,
      ${createdAt}::timestamptz, ${createdAt}::timestamptz
    from (values ${sql.join(rows)}) as m (globalid, type, body, username, actor)
    join webhooks w on w.globalid = m.globalid
    where w.status = 'active' and (w.event_types = '{}' or m.type = any (w.event_types))
    for key share of w
    on conflict do nothing
  )`;
}

/** A message for one webhook only. */
export interface NewDelivery extends Pick<WebhookMessage, 'type' | 'body'> {
  readonly webhookId: string;
  readonly deliveryId: string;
  readonly createdAt: Date;
}

export async function insertDelivery(
  trx: Transaction<Database>,
  { webhookId, deliveryId, type, body, createdAt }: NewDelivery,
): Promise<Delivery> {
  return trx
    .insertInto('webhook_deliveries')
    .values({
      webhook_id: webhookId,
      delivery_id: deliveryId,
      event_type: type,
      body,
      created_at: createdAt,
      available_at: createdAt,
    })
    .returning(deliveryColumns)
    .executeTakeFirstOrThrow();
}

export interface Delivery {
  readonly deliveryId: string;
  readonly type: string;
  readonly body: string;
  readonly attempts: number;
  /** The status of the last response; null when the receiver did not answer. */
  readonly responseStatus: number | null;
  /** Why the last attempt failed, as a code; empty when it did not fail. */
  readonly lastError: string;
  readonly lastAttemptAt: Date | null;
  readonly createdAt: Date;
  readonly availableAt: Date;
  readonly deliveredAt: Date | null;
  readonly failedAt: Date | null;
}

const deliveryColumns = [
  'delivery_id as deliveryId',
  'event_type as type',
  'body',
  'attempts',
  'response_status as responseStatus',
  'last_error as lastError',
  'last_attempt_at as lastAttemptAt',
  'created_at as createdAt',
  'available_at as availableAt',
  'delivered_at as deliveredAt',
  'failed_at as failedAt',
] as const;

export const deliveryStatuses = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** @returns the current state of a delivery */
export function statusOf({
  deliveredAt,
  failedAt,
}: Pick<Delivery, 'deliveredAt' | 'failedAt'>): DeliveryStatus {
  if (deliveredAt) return 'delivered';
  return failedAt ? 'failed' : 'waiting';
}

export interface DeliveryPage {
  /** Default: all. */
  readonly status?: DeliveryStatus | undefined;
  readonly start: number;
  readonly max: number;
}

/** The deliveries of a webhook, newest first. */
export function listDeliveries(
  db: Kysely<Database>,
  webhookId: string,
  { status, start, max }: DeliveryPage,
): Promise<Delivery[]> {
  return db
    .selectFrom('webhook_deliveries')
    .select(deliveryColumns)
    .where('webhook_id', '=', webhookId)
    .$if(status !== undefined, (query) =>
      query
        .where('delivered_at', status === 'delivered' ? 'is not' : 'is', null)
        .where('failed_at', status === 'failed' ? 'is not' : 'is', null),
    )
    .orderBy('created_at', 'desc')
    .orderBy('delivery_id')
    .offset(start)
    .limit(max)
    .execute();
}

/** Makes a delivery due now and resets its attempts. @returns undefined when there is none */
export function updateDeliveryToResend(
  trx: Transaction<Database>,
  { webhookId, deliveryId }: { readonly webhookId: string; readonly deliveryId: string },
  now: Date,
): Promise<Delivery | undefined> {
  const again = { attempts: 0, available_at: now, claimed_until: null, delivered_at: null, failed_at: null };
  return trx
    .updateTable('webhook_deliveries')
    .set({ ...again, last_error: '', response_status: null })
    .where('webhook_id', '=', webhookId)
    .where('delivery_id', '=', deliveryId)
    .returning(deliveryColumns)
    .executeTakeFirst();
}

/** Ends the pause after failed attempts, so that due deliveries are tried at once. */
export async function updateWebhookToRetry(
  trx: Transaction<Database>,
  { webhookId }: Pick<WebhookName, 'webhookId'>,
): Promise<void> {
  await trx.updateTable('webhooks').set({ retry_at: null }).where('webhook_id', '=', webhookId).execute();
}

/** Keeps the newest deliveries of each webhook. @returns how many older ones were deleted */
export async function deleteSurplusDeliveries(
  db: Kysely<Database>,
  kept: { readonly ofOrganization: number; readonly ofOperator: number },
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from webhook_deliveries d using webhooks w, lateral (
      select s.created_at, s.delivery_id from webhook_deliveries s where s.webhook_id = w.webhook_id
      order by s.created_at desc, s.delivery_id desc
      offset case when w.globalid = '' then ${kept.ofOperator}::int else ${kept.ofOrganization}::int end limit 1
    ) first_surplus
    where d.webhook_id = w.webhook_id
      and (d.created_at, d.delivery_id) <= (first_surplus.created_at, first_surplus.delivery_id)`.execute(db);
  return Number(numAffectedRows);
}

/**
 * Deletes delivered and abandoned deliveries about a user. Waiting ones still inform their receivers, and are deleted
 * within days.
 */
export async function deleteFinishedDeliveriesAbout(
  trx: Transaction<Database>,
  username: string,
): Promise<void> {
  await trx
    .deleteFrom('webhook_deliveries')
    .where((row) => row.or([row('username', '=', username), row('actor', '=', username)]))
    .where((row) => row.or([row('delivered_at', 'is not', null), row('failed_at', 'is not', null)]))
    .execute();
}
