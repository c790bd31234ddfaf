import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import type { WebhookStatus } from './tables.ts';

export type { WebhookStatus };

/** The owner of the operator's webhooks, which receive the audit log. */
export const operatorOwner = '';

/** The settings of a webhook. */
export interface WebhookSettings {
  readonly url: string;
  readonly description: string;
  /** Empty for all events. */
  readonly events: readonly string[];
  readonly isActive: boolean;
}

export interface Webhook extends Omit<WebhookSettings, 'isActive'> {
  readonly webhookId: string;
  readonly status: WebhookStatus;
  readonly failingSince: Date | null;
  readonly formerSecretUntil: Date | null;
  readonly createdAt: Date;
}

/** Identifies a webhook of an organization or of the operator. */
export interface WebhookName {
  readonly globalid: string;
  readonly webhookId: string;
}

const webhookColumns = [
  'webhook_id as webhookId',
  'url',
  'description',
  'event_types as events',
  'status',
  'failing_since as failingSince',
  'former_secret_until as formerSecretUntil',
  'created_at as createdAt',
] as const;

/** The webhooks of an organization, oldest first. */
export function listWebhooks(db: Kysely<Database>, globalid: string): Promise<Webhook[]> {
  return db
    .selectFrom('webhooks')
    .select(webhookColumns)
    .where('globalid', '=', globalid)
    .where('ends_at', 'is', null)
    .orderBy('created_at')
    .orderBy('webhook_id')
    .execute();
}

export function findWebhook(db: Kysely<Database>, name: WebhookName): Promise<Webhook | undefined> {
  return oneWebhook(db, name).executeTakeFirst();
}

/** Like `findWebhook`. The webhook is then not removed before the end of the transaction. */
export function lockWebhook(trx: Transaction<Database>, name: WebhookName): Promise<Webhook | undefined> {
  return oneWebhook(trx, name).forKeyShare().executeTakeFirst();
}

function oneWebhook(db: Kysely<Database>, { globalid, webhookId }: WebhookName) {
  return db
    .selectFrom('webhooks')
    .select(webhookColumns)
    .where('webhook_id', '=', webhookId)
    .where('globalid', '=', globalid)
    .where('ends_at', 'is', null);
}

export interface NewWebhook extends WebhookSettings, WebhookName {
  readonly sealedSecret: Buffer;
  readonly createdAt: Date;
}

export async function insertWebhook(trx: Transaction<Database>, webhook: NewWebhook): Promise<void> {
  const { webhookId, globalid, sealedSecret, createdAt, ...settings } = webhook;
  await trx
    .insertInto('webhooks')
    .values({
      webhook_id: webhookId,
      globalid,
      ...settingsRow(settings),
      sealed_secret: sealedSecret,
      created_at: createdAt,
    })
    .execute();
}

function settingsRow({ url, description, events, isActive }: WebhookSettings) {
  const status: WebhookStatus = isActive ? 'active' : 'off';
  return { url, description, event_types: [...events], status };
}

/** Changes a webhook and resets its failures. @returns the webhook; undefined when there is none */
export function updateWebhook(
  trx: Transaction<Database>,
  { globalid, webhookId }: WebhookName,
  settings: WebhookSettings,
): Promise<Webhook | undefined> {
  return trx
    .updateTable('webhooks')
    .set({ ...settingsRow(settings), failing_since: null, retry_at: null })
    .where('webhook_id', '=', webhookId)
    .where('globalid', '=', globalid)
    .where('ends_at', 'is', null)
    .returning(webhookColumns)
    .executeTakeFirst();
}

/**
 * Replaces the secret. The current one becomes the former one until `formerUntil`, or ends at once.
 * @returns whether there is such a webhook
 */
export async function updateSigningSecret(
  trx: Transaction<Database>,
  { globalid, webhookId }: WebhookName,
  { sealedSecret, formerUntil }: { readonly sealedSecret: Buffer; readonly formerUntil: Date | undefined },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('webhooks')
    .set((row) => ({
      sealed_secret: sealedSecret,
      former_sealed_secret: formerUntil ? row.ref('sealed_secret') : null,
      former_secret_until: formerUntil ?? null,
    }))
    .where('webhook_id', '=', webhookId)
    .where('globalid', '=', globalid)
    .where('ends_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Deletes a webhook and its deliveries. @returns whether there was one */
export async function deleteWebhook(
  trx: Transaction<Database>,
  { globalid, webhookId }: WebhookName,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('webhooks')
    .where('webhook_id', '=', webhookId)
    .where('globalid', '=', globalid)
    .where('ends_at', 'is', null)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/**
 * Schedules the removal of the webhooks of organizations that are being deleted, once their last events have had time
 * to be delivered.
 * @returns the organizations that have webhooks
 */
export async function endWebhooks(
  trx: Transaction<Database>,
  globalids: readonly string[],
  endsAt: Date,
): Promise<string[]> {
  const rows = await trx
    .updateTable('webhooks')
    .set({ ends_at: endsAt })
    .where('globalid', 'in', globalids)
    .where('ends_at', 'is', null)
    .returning('globalid')
    .execute();
  return [...new Set(rows.map(({ globalid }) => globalid))];
}

/** Records since when deliveries have been failing, and until when none is tried. */
export async function updateFailingWebhook(
  db: Kysely<Database>,
  webhookId: string,
  { since, retryAt }: { readonly since: Date; readonly retryAt: Date },
): Promise<void> {
  await db
    .updateTable('webhooks')
    .set((row) => ({ failing_since: row.fn.coalesce('failing_since', row.val(since)), retry_at: retryAt }))
    .where('webhook_id', '=', webhookId)
    .execute();
}

/** Ends the failures after a successful delivery. */
export async function updateRecoveredWebhook(db: Kysely<Database>, webhookId: string): Promise<void> {
  await db
    .updateTable('webhooks')
    .set({ failing_since: null, retry_at: null })
    .where('webhook_id', '=', webhookId)
    .execute();
}

/** Disables a webhook. @returns its owner and URL; undefined if it was already disabled */
export async function disableWebhook(
  trx: Transaction<Database>,
  webhookId: string,
  status: 'gone' | 'failing',
): Promise<(Pick<Webhook, 'url'> & Pick<WebhookName, 'globalid'>) | undefined> {
  return trx
    .updateTable('webhooks')
    .set({ status })
    .where('webhook_id', '=', webhookId)
    .where('status', '=', 'active')
    .returning(['globalid', 'url'])
    .executeTakeFirst();
}
