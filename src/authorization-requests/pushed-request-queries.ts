import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';

/** An authorize request pushed by its client. */
export interface NewPushedRequest {
  readonly hash: Buffer;
  readonly clientId: string;
  /** Form-encoded. */
  readonly parameters: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function insertPushedRequest(db: Kysely<Database>, request: NewPushedRequest): Promise<void> {
  await db
    .insertInto('pushed_requests')
    .values({
      request_hash: request.hash,
      client_id: request.clientId,
      parameters: request.parameters,
      created_at: request.createdAt,
      opened_at: null,
      expires_at: request.expiresAt,
      used_at: null,
    })
    .execute();
}

/**
 * Finds a pushed request that is neither answered nor expired. Opening it for the first time extends its
 * life.
 * @param until when it expires once it has been opened
 * @returns its parameters, form-encoded
 */
export async function openPushedRequest(
  db: Kysely<Database>,
  { hash, clientId, now, until }: { hash: Buffer; clientId: string; now: Date; until: Date },
): Promise<string | undefined> {
  const row = await db
    .updateTable('pushed_requests')
    .set({
      expires_at: sql<Date>`case when opened_at is null then ${until} else expires_at end`,
      opened_at: sql<Date>`coalesce(opened_at, ${now})`,
    })
    .where('request_hash', '=', hash)
    .where('client_id', '=', clientId)
    .where('used_at', 'is', null)
    .where('expires_at', '>=', now)
    .returning('parameters')
    .executeTakeFirst();
  return row?.parameters;
}

/** Marks a request as answered. @returns false when it already was; when several run at once, only one gets true */
export async function usePushedRequest(
  db: Kysely<Database> | Transaction<Database>,
  hash: Buffer,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('pushed_requests')
    .set({ used_at: now })
    .where('request_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
