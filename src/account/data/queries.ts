import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.ts';

/** What is kept about a user beside the profile, without any secret: one list for each area, the oldest first. */
export async function listKept(db: Kysely<Database>, username: string) {
  return {
    emails: await db
      .selectFrom('validated_email_addresses')
      .select(['email_address', 'validated_at'])
      .where('username', '=', username)
      .orderBy('validated_at')
      .execute(),
    phones: await db
      .selectFrom('validated_phone_numbers')
      .select(['phone_number', 'validated_at'])
      .where('username', '=', username)
      .orderBy('validated_at')
      .execute(),
    invitations: await db
      .selectFrom('organization_invitations')
      .select([
        'globalid',
        'role',
        'status',
        'method',
        'email_address',
        'phone_number',
        'created_at',
        'decided_at',
      ])
      .where('username', '=', username)
      .orderBy('created_at')
      .execute(),
    apiKeys: await db
      .selectFrom('user_api_keys')
      .select(['label', 'application_id', 'scopes', 'created_at', 'last_used_at'])
      .where('username', '=', username)
      .orderBy('created_at')
      .execute(),
    registry: await db
      .selectFrom('user_registry_entries')
      .select(['key', 'value'])
      .where('username', '=', username)
      .orderBy('position')
      .execute(),
    keystore: await db
      .selectFrom('user_keystore_keys')
      .select(['globalid', 'label', 'algorithm', 'comment', 'created_at'])
      .where('username', '=', username)
      .orderBy('created_at')
      .execute(),
    documents: await db
      .selectFrom('see_versions')
      .selectAll()
      .where('username', '=', username)
      .orderBy('created_at')
      .execute(),
    sessions: await db
      .selectFrom('sessions')
      .select([
        'purpose',
        'client_id',
        'amr',
        'user_agent',
        'masked_ip',
        'created_at',
        'last_seen_at',
        'expires_at',
      ])
      .where('username', '=', username)
      .orderBy('created_at')
      .execute(),
    events: await db
      .selectFrom('audit_events')
      .select([
        'occurred_at',
        'event',
        'globalid',
        'actor',
        'client_id',
        'masked_ip',
        'user_agent',
        'details',
      ])
      .where('username', '=', username)
      .orderBy('occurred_at')
      .orderBy('event_id')
      .execute(),
    messages: await db
      .selectFrom('outbox_messages')
      .select(['channel', 'recipient', 'template', 'language', 'created_at', 'sent_at', 'failed_at'])
      .where('username', '=', username)
      .orderBy('created_at')
      .execute(),
  };
}
