import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** Rows that nothing reads any more once this time has passed. Reading always compares times itself. */
const expiring = {
  access_tokens: 'expires_at',
  account_exports: 'expires_at',
  account_link_requests: 'expires_at',
  authorization_requests: 'expires_at',
  dpop_proofs: 'expires_at',
  passkey_challenges: 'expires_at',
  password_reset_tokens: 'expires_at',
  pending_email_validations: 'expires_at',
  pending_phone_validations: 'expires_at',
  revoked_jwts: 'expires_at',
  sessions: 'expires_at',
  trusted_devices: 'expires_at',
  user_totp_offers: 'expires_at',
} as const;

/** The log of what was sent, for looking into complaints. */
const outboxMilliseconds = 30 * 86_400_000;

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
  readonly isExpired: RawBuilder<unknown>;
}

/** What has expired, in the order in which it may go. */
export function expiredRows(now: Date): ExpiredRows[] {
  const byTime = Object.entries(expiring).map(([table, column]) => ({
    table,
    isExpired: sql`${sql.ref(column)} < ${now}`,
  }));
  return [...byTime, ...conditions(now).map(([table, isExpired]) => ({ table, isExpired }))];
}

/** Refresh tokens go leaves first, because a parent takes its children along, which may still be in use. */
function conditions(now: Date): [table: string, isExpired: RawBuilder<unknown>][] {
  const idleSince = new Date(now.getTime() - idleMilliseconds);
  const forgottenCodes = new Date(now.getTime() - codeMemoryMilliseconds);
  const oldMessages = new Date(now.getTime() - outboxMilliseconds);
  const oldEvents = new Date(now.getTime() - auditMilliseconds);
  return [
    ['audit_events', sql`occurred_at < ${oldEvents}`],
    ['rate_limits', sql`expire < ${now.getTime()}`],
    ['outbox_messages', sql`created_at < ${oldMessages} and (sent_at is not null or failed_at is not null)`],
    ['authorization_codes', sql`expires_at < ${forgottenCodes}`],
    // The user may still be asked because of it.
    ['pushed_requests', sql`expires_at < ${forgottenCodes}`],
    [
      'refresh_tokens',
      sql`(expires_at < ${now} or last_used_at < ${idleSince})
        and not exists (select from refresh_tokens child where child.parent_hash = refresh_tokens.token_hash)`,
    ],
    [
      'authorization_grants',
      sql`last_used_at < ${idleSince}
        and not exists (select from refresh_tokens t where t.grant_id = authorization_grants.grant_id)
        and not exists (
          select from access_tokens t
          where t.grant_id = authorization_grants.grant_id and t.granted_to is not null
        )`,
    ],
  ];
}

/**
 * Deletes expired rows of one table, in small statements so that no lock is held for long.
 * @returns the number of rows deleted
 */
export async function deleteExpired(
  db: Kysely<Database>,
  { table, isExpired }: ExpiredRows,
): Promise<number> {
  for (let deleted = 0; ; ) {
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} where ctid in (
        select ctid from ${sql.table(table)} where ${isExpired} limit ${batchSize} for update skip locked
      )`.execute(db);
    deleted += Number(numAffectedRows);
    if (numAffectedRows < batchSize) return deleted;
  }
}
