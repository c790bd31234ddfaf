import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../schema.ts';
import type { SearchText } from './search-text.ts';

/** A user found by a text, with what a message to the user needs. */
export interface FoundUser {
  readonly username: string;
  readonly language: string | null;
  /** The first validated address of the profile. */
  readonly emailAddress: string | null;
}

/**
 * Finds a user by username; or else by validated phone number; or else by validated email address; or else by an
 * identifier of the client. One statement.
 */
export async function findUserByText(
  db: Kysely<Database>,
  { username, phones, emails, identifier, azp }: SearchText,
): Promise<FoundUser | undefined> {
  const { rows } = await sql<FoundUser>`
    select u.username, u.language, (
      select e.email_address
      from user_email_addresses e join validated_email_addresses v using (email_address, username)
      where e.username = u.username order by e.position, e.label limit 1
    ) as "emailAddress"
    from users u
    where u.username = coalesce(
      (select username from users where username = ${username}),
      (${ownerOfNumber(phones)}),
      (${ownerOfAddress(emails)}),
      (select username from user_identifiers where identifier = ${identifier ?? ''} and azp = ${azp ?? ''})
    )`.execute(db);
  return rows[0];
}

/** The user who has validated a number, given in all forms in which it may be stored, the current one first. */
export function ownerOfNumber(phones: readonly string[]): RawBuilder<unknown> {
  const [usual = ''] = phones;
  return sql`select username from validated_phone_numbers where phone_number = any(${[...phones]}::text[])
    order by phone_number = ${usual} desc limit 1`;
}

/** The user who has validated an email address, given in all forms in which it may be stored, the current one first. */
export function ownerOfAddress(emails: readonly string[]): RawBuilder<unknown> {
  const [usual = ''] = emails;
  return sql`select username from validated_email_addresses where email_address = any(${[...emails]}::text[])
    order by email_address = ${usual} desc limit 1`;
}

/** The user who has validated an email address or phone number. */
export async function findContactOwner(
  db: Kysely<Database>,
  { phones, emails }: SearchText,
): Promise<string | undefined> {
  const { rows } = await sql<{ username: string | null }>`
    select coalesce((${ownerOfNumber(phones)}), (${ownerOfAddress(emails)})) as username`.execute(db);
  return rows[0]?.username ?? undefined;
}

/**
 * The language for a message to an email address or phone number: that of the user who has validated it, or else that
 * of the user `other`. One statement, whether the contact is known or not.
 */
export async function findLanguageOfContact(
  db: Kysely<Database>,
  { email, phone }: SearchText,
  other: string,
): Promise<string | null> {
  const { rows } = await sql<{ language: string | null }>`
    select coalesce(
      (select u.language from users u join validated_phone_numbers v using (username)
        where v.phone_number = ${phone ?? null}),
      (select u.language from users u join validated_email_addresses v using (username)
        where v.email_address = ${email ?? null}),
      (select u.language from users u where u.username = ${other})
    ) as language`.execute(db);
  return rows[0]?.language ?? null;
}
