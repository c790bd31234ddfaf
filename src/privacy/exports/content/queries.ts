import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../schema.ts';

/** The data of an account that is not part of the profile. */
export function findAccount(db: Kysely<Database>, username: string) {
  return db
    .selectFrom('users as u')
    .leftJoin('operators as o', 'o.username', 'u.username')
    .select(['u.language', 'u.wants_app_notices as wantsAppNotices', 'u.created_at as createdAt'])
    .select('o.added_at as operatorSince')
    .where('u.username', '=', username)
    .executeTakeFirst();
}

/** The pictures of a user that this server stores. Those of linked accounts have the provider as their label. */
export function listPictures(db: Kysely<Database>, username: string) {
  const linked = db
    .selectFrom('linked_account_pictures')
    .select([
      sql<string>`provider`.as('label'),
      'image_id as imageId',
      'media_type as mediaType',
      'created_at as createdAt',
    ])
    .where('username', '=', username);
  return db
    .selectFrom('user_avatar_images')
    .select(['label', 'image_id as imageId', 'media_type as mediaType', 'created_at as createdAt'])
    .where('username', '=', username)
    .unionAll(linked)
    .orderBy('createdAt')
    .orderBy('label')
    .execute();
}

/** Validated email addresses, then validated phone numbers. */
export async function listContacts(db: Kysely<Database>, username: string) {
  const emails = await db
    .selectFrom('validated_email_addresses')
    .select([sql.lit('email').as('kind'), 'email_address as value', 'validated_at as validatedAt'])
    .where('username', '=', username)
    .orderBy('validated_at')
    .orderBy('email_address')
    .execute();
  const phones = await db
    .selectFrom('validated_phone_numbers')
    .select([sql.lit('phone').as('kind'), 'phone_number as value', 'validated_at as validatedAt'])
    .where('username', '=', username)
    .orderBy('validated_at')
    .orderBy('phone_number')
    .execute();
  return [...emails, ...phones];
}

/** The factors that a user authenticates with: which ones exist and since when, without any secret. */
export async function listFactors(db: Kysely<Database>, username: string) {
  const { rows } = await sql<{ kind: string; label: string | null; since: Date; lastUsedAt: Date | null }>`
    select 'password' as kind, null as label, changed_at as since, null::timestamptz as "lastUsedAt"
    from user_passwords where username = ${username}
    union all
    select 'app', null, enabled_at, null from user_totp_secrets where username = ${username}
    union all
    select 'passkey', label, created_at, last_used_at from user_passkeys where username = ${username}
    union all
    select 'recoveryCode', null, created_at, used_at from user_recovery_codes where username = ${username}
    order by since, kind, label, "lastUsedAt"`.execute(db);
  return rows;
}

export function listIdentifiers(db: Kysely<Database>, username: string) {
  return db
    .selectFrom('user_identifiers')
    .select(['azp as client', 'identifier', 'created_at as createdAt'])
    .where('username', '=', username)
    .orderBy('azp')
    .orderBy('position')
    .execute();
}

export function listInvitations(db: Kysely<Database>, username: string) {
  return db
    .selectFrom('organization_invitations')
    .select(['globalid as organization', 'role', 'status', 'method'])
    .select(['email_address as emailAddress', 'phone_number as phoneNumber'])
    .select(['created_at as createdAt', 'decided_at as decidedAt'])
    .where('username', '=', username)
    .orderBy('created_at')
    .orderBy('globalid')
    .orderBy('invitation_id')
    .execute();
}

export function listApiKeys(db: Kysely<Database>, username: string) {
  return db
    .selectFrom('user_api_keys')
    .select(['label', 'application_id as applicationId', 'scopes'])
    .select(['created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('username', '=', username)
    .orderBy('position')
    .orderBy('application_id')
    .execute();
}

export function listRegistry(db: Kysely<Database>, username: string) {
  return db
    .selectFrom('user_registry_entries')
    .select(['key', 'value'])
    .where('username', '=', username)
    .orderBy('position')
    .orderBy('key')
    .execute();
}

/** The tags that organizations put on a user. */
export function listGrants(db: Kysely<Database>, username: string) {
  return db
    .selectFrom('organization_grants')
    .select(['globalid as organization', 'tag as grant', 'created_at as createdAt'])
    .where('username', '=', username)
    .orderBy('globalid')
    .orderBy('position')
    .execute();
}

export function listKeystore(db: Kysely<Database>, username: string) {
  return db
    .selectFrom('user_keystore_keys')
    .select(['globalid as organization', 'label', 'algorithm', 'comment', 'created_at as createdAt'])
    .where('username', '=', username)
    .orderBy('globalid')
    .orderBy('position')
    .execute();
}

export function listSessions(db: Kysely<Database>, username: string) {
  return db
    .selectFrom('sessions')
    .select(['purpose', 'client_id as client', 'amr as methods', 'user_agent as browser'])
    .select(['masked_ip as network', 'place', 'created_at as createdAt'])
    .select(['last_seen_at as lastSeenAt', 'expires_at as expiresAt'])
    .where('username', '=', username)
    .orderBy('created_at')
    .orderBy('session_id')
    .execute();
}

/** Remembered browsers, each with the organizations that do not ask for a second factor there. */
export function listDevices(db: Kysely<Database>, username: string) {
  return db
    .selectFrom('trusted_devices as d')
    .select(['d.user_agent as browser', 'd.place', 'd.created_at as createdAt'])
    .select(['d.last_used_at as lastUsedAt', 'd.expires_at as expiresAt'])
    .select(
      sql<string[]>`array(
        select r.globalid from remembered_second_factors r
        where r.username = d.username and r.device_id = d.device_id order by r.globalid
      )`.as('organizations'),
    )
    .where('d.username', '=', username)
    .orderBy('d.created_at')
    .orderBy('d.device_id')
    .execute();
}

/** The messages that were sent to a user, without their content, oldest first. */
export function listMessages(
  db: Kysely<Database>,
  username: string,
  limit: number,
  after?: { readonly created_at: Date; readonly message_id: string },
) {
  return db
    .selectFrom('outbox_messages')
    .select(['message_id', 'channel', 'recipient', 'template', 'language'])
    .select(['created_at', 'sent_at', 'failed_at'])
    .where('username', '=', username)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(created_at, message_id) > (${after?.created_at}::timestamptz, ${after?.message_id})`,
      ),
    )
    .orderBy('created_at')
    .orderBy('message_id')
    .limit(limit)
    .execute();
}
