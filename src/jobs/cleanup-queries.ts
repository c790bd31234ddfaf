import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** Rows that are no longer needed after the time in this column. Readers compare the times themselves. */
const expiring = {
  access_tokens: 'expires_at',
  account_exports: 'expires_at',
  account_link_requests: 'expires_at',
  authorization_requests: 'expires_at',
  dpop_proofs: 'expires_at',
  factor_resets: 'expires_at',
  passkey_challenges: 'expires_at',
  password_reset_tokens: 'expires_at',
  pending_email_validations: 'expires_at',
  pending_phone_validations: 'expires_at',
  revoked_jwts: 'expires_at',
  session_clients: 'expires_at',
  trusted_devices: 'expires_at',
  user_totp_offers: 'expires_at',
  webhooks: 'ends_at',
} as const;

/** Sent messages are kept for looking into complaints. */
const outboxMilliseconds = 30 * 86_400_000;

/** Developers read the client log; `src/organizations/client-log` shows no older entries. */
const clientLogMilliseconds = 7 * 86_400_000;

/** Older deliveries are neither retried nor sent again. The audit log keeps the events. */
const webhookMilliseconds = 7 * 86_400_000;

/** Thirteen months, so that a yearly review misses nothing. */
const auditMilliseconds = 396 * 86_400_000;

const batchSize = 1_000;

/** How long after its expiry a used code is kept, so that a second use is detected. */
const codeMemoryMilliseconds = 600_000;

/** Refresh tokens, and grants without tokens, are deleted after this time without use. */
const idleMilliseconds = 30 * 86_400_000;

/** The expired rows of a table. */
export interface ExpiredRows {
  readonly table: string;
  /** The first column of an index, so that finding rows costs only what is found. */
  readonly column: string;
  readonly isExpired: RawBuilder<unknown>;
}

/** All expired rows, in the order in which they may be deleted. */
export function expiredRows(now: Date): ExpiredRows[] {
  const before = (table: string, column: string, time: Date | number, rest = sql``): ExpiredRows => ({
    table,
    column,
    isExpired: sql`${sql.ref(`${table}.${column}`)} < ${time} ${rest}`,
  });
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  return [
    ...Object.entries(expiring).map(([table, column]) => before(table, column, now)),
    // An expired registration fills in the form when its browser starts again.
    before('sessions', 'idle_expires_at', now, sql`and purpose <> 'registration'`),
    before('sessions', 'expires_at', now),
    before('audit_events', 'occurred_at', ago(auditMilliseconds)),
    before('client_log', 'occurred_at', ago(clientLogMilliseconds)),
    before('webhook_deliveries', 'created_at', ago(webhookMilliseconds)),
    before('rate_limits', 'expire', now.getTime()),
    before(
      'outbox_messages',
      'created_at',
      ago(outboxMilliseconds),
      sql`and (sent_at is not null or failed_at is not null)`,
    ),
    before('authorization_codes', 'expires_at', ago(codeMemoryMilliseconds)),
    before('device_authorizations', 'expires_at', ago(codeMemoryMilliseconds)),
    // A consent page may still refer to it.
    before('pushed_requests', 'expires_at', ago(codeMemoryMilliseconds)),
    before('refresh_tokens', 'expires_at', now, hasNoChild),
    before('refresh_tokens', 'last_used_at', ago(idleMilliseconds), hasNoChild),
    before('authorization_grants', 'last_used_at', ago(idleMilliseconds), hasNoToken),
  ];
}

/**
 * Refresh tokens are deleted from the leaves up, because deleting a parent also deletes its children, which
 * may be in use.
 */
const hasNoChild = sql`
  and not exists (select from refresh_tokens child where child.parent_hash = refresh_tokens.token_hash)`;

const hasNoToken = sql`
  and not exists (select from refresh_tokens t where t.grant_id = authorization_grants.grant_id)
  and not exists (
    select from access_tokens t where t.grant_id = authorization_grants.grant_id and t.granted_to is not null
  )`;

/**
 * Deletes expired rows of one table, in small statements that hold locks only briefly.
 * @returns the number of deleted rows
 */
export async function deleteExpired(db: Kysely<Database>, rows: ExpiredRows): Promise<number> {
  for (let deleted = 0; ; ) {
    const { numAffectedRows = 0n } = await deletion(rows).execute(db);
    deleted += Number(numAffectedRows);
    if (numAffectedRows < batchSize) return deleted;
  }
}

/** The statement that deletes one batch, earliest expiry first. */
export function deletion({ table, column, isExpired }: ExpiredRows): RawBuilder<unknown> {
  return sql`
    delete from ${sql.table(table)} where ctid = any (array(
      select ctid from ${sql.table(table)} where ${isExpired}
      order by ${sql.ref(column)} limit ${batchSize} for update skip locked
    ))`;
}
