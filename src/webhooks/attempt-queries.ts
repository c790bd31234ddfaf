import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

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

type Claim = Pick<ClaimedDelivery, 'webhookId' | 'deliveryId' | 'claimedUntil'>;

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
