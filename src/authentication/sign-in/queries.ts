import { type Kysely, sql } from 'kysely';
import type { Database } from '../../schema.ts';
import { ownerOfAddress, ownerOfNumber } from '../../users/search/queries.ts';
import type { SearchText } from '../../users/search/search-text.ts';
import { appAndNumbers } from '../authenticator/queries.ts';
import type { Methods } from './methods.ts';

/** What signing in needs to know about an account. */
export interface SignInAccount {
  readonly username: string;
  readonly passwordHash: string | null;
  readonly version: number | null;
  readonly language: string | null;
  /** Locked, or about to be erased. */
  readonly isClosed: boolean;
  /** When the account will be erased at its user's request. Null when it is open, or locked for another reason. */
  readonly eraseAt: Date | null;
}

/**
 * The account that typed text names. A username takes precedence over a validated phone number, then a
 * validated email address, then an opaque identifier. Runs one statement in every case.
 */
export async function findAccount(
  db: Kysely<Database>,
  { username, phones, emails, identifier }: SearchText,
): Promise<SignInAccount | undefined> {
  const { rows } = await sql<SignInAccount>`
    select u.username, p.password_hash as "passwordHash", p.version, u.language,
      u.locked_at is not null or d.username is not null as "isClosed",
      case when u.locked_at = d.requested_at then d.erase_at end as "eraseAt"
    from (
      select username, 1 as place from users where username = ${username}
      union all
      select username, 2 from (${ownerOfNumber(phones)}) as numbers
      union all
      select username, 3 from (${ownerOfAddress(emails)}) as addresses
      union all
      select username, 4 from user_identifiers where identifier = ${identifier ?? ''}
    ) as named
    join users u on u.username = named.username
    left join user_passwords p on p.username = u.username
    left join account_deletions d on d.username = u.username
    order by named.place
    limit 1`.execute(db);
  return rows[0];
}

/** Whether users may sign in to an account. Within a transaction, the answer holds until the transaction ends. */
export async function isAccountOpen(db: Kysely<Database>, username: string): Promise<boolean> {
  const { rows } = await sql`
    select from users u where username = ${username} and locked_at is null
      and not exists (select from account_deletions d where d.username = u.username)
    for share of u`.execute(db);
  return rows.length > 0;
}

/**
 * The second factors of a user, phone numbers in the order in which they were added. Undefined when there is
 * no such user.
 */
export async function findUsableMethods(
  db: Kysely<Database>,
  username: string,
): Promise<Methods | undefined> {
  const { rows } = await sql<Methods>`
    select ${appAndNumbers},
      exists (select from user_passkeys k where k.username = u.username) as "hasPasskey",
      (select count(*)::int from user_recovery_codes r where r.username = u.username and r.used_at is null)
        as "recoveryCodes"
    from users u
    where u.username = ${username}`.execute(db);
  return rows[0];
}
