import { type Kysely, sql } from 'kysely';
import { lastCharacter } from '../../names/last-character.ts';
import type { Database } from '../../schema.ts';
import { type Closure, closureOf } from '../../users/closure-queries.ts';
import type { SearchText } from '../../users/search/search-text.ts';

/** A user as shown in a list of accounts. */
export interface AccountLine extends Closure {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly createdAt: Date;
  readonly isOperator: boolean;
}

export interface AccountSearch {
  /** Undefined for all users. */
  readonly text: SearchText | undefined;
  readonly limit: number;
  /** The last username of the previous page. */
  readonly after?: string | undefined;
}

interface LineRow extends Omit<AccountLine, keyof Closure> {
  readonly closedAt: Date | null;
  readonly deletionRequestedAt: Date | null;
}

/**
 * Finds the users whose username begins with a text, or who have it as an email address or phone number, validated or
 * not. Ordered by username, in byte order. One statement.
 */
export async function searchAccounts(
  db: Kysely<Database>,
  { text, limit, after = '' }: AccountSearch,
): Promise<AccountLine[]> {
  const { rows } = await sql<LineRow>`
    select u.username, u.first_name as "firstName", u.last_name as "lastName", u.created_at as "createdAt",
      exists (select from operators o where o.username = u.username) as "isOperator",
      u.locked_at as "closedAt", d.requested_at as "deletionRequestedAt"
    from users u left join account_deletions d on d.username = u.username
    where u.username > ${after} and ${text ? isNamedBy(text) : sql`true`}
    order by u.username limit ${limit}`.execute(db);
  return rows.map(({ closedAt, deletionRequestedAt, ...line }) => ({
    ...line,
    ...closureOf(closedAt, deletionRequestedAt),
  }));
}

function isNamedBy({ username, emails, phones }: SearchText) {
  return sql<boolean>`u.username in (
    select username from users where username >= ${username} and username < ${username + lastCharacter}
    union all
    select username from user_email_addresses where email_address = any (${[...emails]}::text[])
    union all
    select username from user_phone_numbers where phone_number = any (${[...phones]}::text[]))`;
}

/** An email address or phone number of a user. */
export interface AccountContact {
  readonly value: string;
  readonly isValidated: boolean;
}

/**
 * What an operator sees of a user: no secrets, and nothing from the user's profile except names, email addresses and
 * phone numbers.
 */
export interface AccountDetails extends AccountLine {
  readonly language: string | null;
  readonly operatorSince: Date | null;
  /** When the account will be erased; null when no deletion was requested. */
  readonly eraseAt: Date | null;
  readonly passwordChangedAt: Date | null;
  readonly hasApp: boolean;
  readonly passkeys: number;
  /** Unused ones. */
  readonly recoveryCodes: number;
  /** When a request to remove all second factors can be completed; null without one. */
  readonly resetReadyAt: Date | null;
  readonly apiKeys: number;
  /** The number of applications with access. */
  readonly applications: number;
  readonly emails: readonly AccountContact[];
  readonly phones: readonly AccountContact[];
}

type DetailsRow = Omit<AccountDetails, keyof Closure | 'isOperator'> &
  Pick<LineRow, 'closedAt' | 'deletionRequestedAt'>;

/** @returns undefined when there is no such user */
export async function findAccountDetails(
  db: Kysely<Database>,
  username: string,
  now: Date,
): Promise<AccountDetails | undefined> {
  const { rows } = await sql<DetailsRow>`
    select u.username, u.first_name as "firstName", u.last_name as "lastName", u.created_at as "createdAt", u.language,
      u.locked_at as "closedAt", d.requested_at as "deletionRequestedAt", d.erase_at as "eraseAt",
      o.added_at as "operatorSince", p.changed_at as "passwordChangedAt", r.ready_at as "resetReadyAt",
      exists (select from user_totp_secrets t where t.username = u.username) as "hasApp",
      (select count(*)::int from user_passkeys k where k.username = u.username) as passkeys,
      (select count(*)::int from user_recovery_codes c where c.username = u.username and c.used_at is null)
        as "recoveryCodes",
      (select count(*)::int from user_api_keys a where a.username = u.username) as "apiKeys",
      (select count(*)::int from user_authorizations a where a.username = u.username) as applications,
      ${contacts('user_email_addresses', 'validated_email_addresses', 'email_address')} as emails,
      ${contacts('user_phone_numbers', 'validated_phone_numbers', 'phone_number')} as phones
    from users u
    left join account_deletions d on d.username = u.username
    left join operators o on o.username = u.username
    left join user_passwords p on p.username = u.username
    left join factor_resets r on r.username = u.username and r.expires_at > ${now}
      and r.password_version = coalesce(p.version, 0)
    where u.username = ${username}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const { closedAt, deletionRequestedAt, ...details } = row;
  const isOperator = details.operatorSince !== null;
  return { ...details, isOperator, ...closureOf(closedAt, deletionRequestedAt) };
}

/** The page shows at most this many of each kind. */
const maximumContacts = 20;

/** Each value once, in the order in which they were added. */
function contacts(
  table: 'user_email_addresses' | 'user_phone_numbers',
  proved: 'validated_email_addresses' | 'validated_phone_numbers',
  column: 'email_address' | 'phone_number',
) {
  return sql<AccountContact[]>`(
    select coalesce(
      json_agg(json_build_object('value', c.value, 'isValidated', c.is_validated) order by c.place), '[]'::json)
    from (
      select e.${sql.ref(column)} as value, min(e.position) as place, bool_or(v.username is not null) as is_validated
      from ${sql.table(table)} e
      left join ${sql.table(proved)} v on v.${sql.ref(column)} = e.${sql.ref(column)} and v.username = e.username
      where e.username = u.username
      group by e.${sql.ref(column)} order by min(e.position) limit ${maximumContacts}
    ) as c)`;
}
