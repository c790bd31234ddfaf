import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** Rows that nothing reads any more once this time has passed. Reading always compares times itself. */
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

/** The log of what was sent, for looking into complaints. */
const outboxMilliseconds = 30 * 86_400_000;

/** What developers look at; `organizations/client-log` shows no more. */
const clientLogMilliseconds = 7 * 86_400_000;

/** Receivers had their chance by then; the audit log stays. */
const webhookMilliseconds = 7 * 86_400_000;

/** Thirteen months: a yearly review misses nothing. */
const auditMilliseconds = 396 * 86_400_000;

const batchSize = 1_000;

/** How long after its end a used code is kept, so that its second use is noticed. */
const codeMemoryMilliseconds = 600_000;

/** Refresh tokens, and grants without tokens, end without use for this long. */
const idleMilliseconds = 30 * 86_400_000;

/** Rows of a table that may go. */
export interface ExpiredRows {
  readonly table: string;
  /** An index begins with it, so that looking costs what is found. */
  readonly column: string;
  readonly isExpired: RawBuilder<unknown>;
}

/** What has expired, in the order in which it may go. */
export function expiredRows(now: Date): ExpiredRows[] {
  const before = (table: string, column: string, time: Date | number, rest = sql``): ExpiredRows => ({
    table,
    column,
    isExpired: sql`${sql.ref(`${table}.${column}`)} < ${time} ${rest}`,
  });
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  return [
    ...Object.entries(expiring).map(([table, column]) => before(table, column, now)),
    before('sessions', 'idle_expires_at', now),
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
    // The user may still be asked because of it.
    before('pushed_requests', 'expires_at', ago(codeMemoryMilliseconds)),
    before('refresh_tokens', 'expires_at', now, hasNoChild),
    before('refresh_tokens', 'last_used_at', ago(idleMilliseconds), hasNoChild),
    before('authorization_grants', 'last_used_at', ago(idleMilliseconds), hasNoToken),
  ];
}

/** Refresh tokens go leaves first, because a parent takes its children along, which may still be in use. */
const hasNoChild = sql`
  and not exists (select from refresh_tokens child where child.parent_hash = refresh_tokens.token_hash)`;

const hasNoToken = sql`
  and not exists (select from refresh_tokens t where t.grant_id = authorization_grants.grant_id)
  and not exists (
    select from access_tokens t where t.grant_id = authorization_grants.grant_id and t.granted_to is not null
  )`;

/**
 * Deletes expired rows of one table, in small statements so that no lock is held for long.
 * @returns the number of rows deleted
 */
export async function deleteExpired(db: Kysely<Database>, rows: ExpiredRows): Promise<number> {
  for (let deleted = 0; ; ) {
    const { numAffectedRows = 0n } = await deletion(rows).execute(db);
    deleted += Number(numAffectedRows);
    if (numAffectedRows < batchSize) return deleted;
  }
}

/** The statement that deletes a batch, those first that expired first. */
export function deletion({ table, column, isExpired }: ExpiredRows): RawBuilder<unknown> {
  return sql`
    delete from ${sql.table(table)} where ctid = any (array(
      select ctid from ${sql.table(table)} where ${isExpired}
      order by ${sql.ref(column)} limit ${batchSize} for update skip locked
    ))`;
}
