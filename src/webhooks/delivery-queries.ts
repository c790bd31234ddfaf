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
 * that records the event, so that it costs no separate statement where there are no webhooks.
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

/** A delivery in progress, with what is needed to send it. */
export interface ClaimedDelivery {
  readonly webhookId: string;
  readonly deliveryId: string;
  readonly globalid: string;
  readonly url: string;
  readonly type: string;
  readonly body: string;
  readonly attempts: number;
  readonly claimedUntil: Date;
  readonly failingSince: Date | null;
  readonly sealedSecret: Buffer;
  readonly formerSealedSecret: Buffer | null;
  readonly formerSecretUntil: Date | null;
}

/** The maximum number of concurrent deliveries to one receiver: a slow receiver must not delay the others. */
const maximumPerOwner = 4;

/** Claims the delivery that has been due for longest and counts the attempt. No other call gets the same one. */
export async function claimDelivery(
  db: Kysely<Database>,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<ClaimedDelivery | undefined> {
  const { rows } = await sql<ClaimedDelivery>`
    with due as (
      select d.webhook_id, d.delivery_id
      from webhook_deliveries d join webhooks w on w.webhook_id = d.webhook_id
      where d.delivered_at is null and d.failed_at is null and d.available_at <= ${now}
        and (d.claimed_until is null or d.claimed_until <= ${now})
        and w.status = 'active' and (w.retry_at is null or w.retry_at <= ${now})
        and (
          select count(*) from webhook_deliveries o where o.webhook_id = d.webhook_id and o.claimed_until > ${now}
        ) < ${maximumPerOwner}
      order by d.available_at limit 1 for update of d skip locked
    )
    update webhook_deliveries d
    set claimed_until = ${until}, last_attempt_at = ${now}, attempts = d.attempts + 1
    from due, webhooks w
    where d.webhook_id = due.webhook_id and d.delivery_id = due.delivery_id and w.webhook_id = d.webhook_id
    returning d.webhook_id as "webhookId", d.delivery_id as "deliveryId", w.globalid, w.url,
      d.event_type as type, d.body, d.attempts, d.claimed_until as "claimedUntil",
      w.failing_since as "failingSince", w.sealed_secret as "sealedSecret",
      w.former_sealed_secret as "formerSealedSecret", w.former_secret_until as "formerSecretUntil"`.execute(
    db,
  );
  return rows[0];
}

type Claim = Pick<ClaimedDelivery, 'webhookId' | 'deliveryId' | 'claimedUntil'>;

/** Marks a delivery as delivered, even if another server has marked it as abandoned in the meantime. */
export async function updateDelivered(
  db: Kysely<Database>,
  { webhookId, deliveryId }: Claim,
  { now, responseStatus }: { readonly now: Date; readonly responseStatus: number },
): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ delivered_at: now, failed_at: null, claimed_until: null, last_error: '' })
    .set({ response_status: responseStatus })
    .where('webhook_id', '=', webhookId)
    .where('delivery_id', '=', deliveryId)
    .execute();
}

/** How a failed attempt ended: another attempt follows, or the delivery is abandoned. */
export type FailedDelivery = {
  readonly reason: string;
  readonly responseStatus: number | null;
} & ({ readonly availableAt: Date } | { readonly failedAt: Date });

/** Records a failure, unless the claim has expired and another server has the delivery. */
export async function updateUndelivered(
  db: Kysely<Database>,
  { webhookId, deliveryId, claimedUntil }: Claim,
  failed: FailedDelivery,
): Promise<void> {
  const outcome =
    'failedAt' in failed ? { failed_at: failed.failedAt } : { available_at: failed.availableAt };
  await db
    .updateTable('webhook_deliveries')
    .set({ ...outcome, last_error: failed.reason, response_status: failed.responseStatus })
    .set({ claimed_until: null })
    .where('webhook_id', '=', webhookId)
    .where('delivery_id', '=', deliveryId)
    .where('claimed_until', '=', claimedUntil)
    .where('delivered_at', 'is', null)
    .execute();
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
