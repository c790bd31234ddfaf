import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { NewUserTotpOfferRow, UserTotpOfferRow, UserTotpSecretRow } from './tables.ts';

export interface SecondFactors {
  readonly has_totp: boolean;
  /** The validated numbers in the order of adding. */
  readonly phone_numbers: readonly { readonly label: string; readonly phone_number: string }[];
}

/** One statement; undefined when there is no such user. */
export async function findSecondFactors(
  db: Kysely<Database>,
  username: string,
): Promise<SecondFactors | undefined> {
  const { rows } = await sql<SecondFactors>`
    select
      exists (select from user_totp_secrets t where t.username = u.username) as has_totp,
      (
        select coalesce(
          json_agg(json_build_object('label', p.label, 'phone_number', p.phone_number) order by p.position, p.label),
          '[]'
        )
        from user_phone_numbers p
        join validated_phone_numbers v on v.phone_number = p.phone_number and v.username = p.username
        where p.username = u.username
      ) as phone_numbers
    from users u
    where u.username = ${username}`.execute(db);
  return rows[0];
}

/** Whether a user can do without text messages: with an authenticator application or a passkey. */
export async function hasStrongFactor(db: Kysely<Database>, username: string): Promise<boolean> {
  const { rows } = await sql`
    select from user_totp_secrets where username = ${username}
    union all
    select from user_passkeys where username = ${username}
    limit 1`.execute(db);
  return rows.length > 0;
}

export interface NewTotpSecret {
  readonly username: string;
  readonly sealed_secret: Buffer;
  /** Of the code that came with the secret; no code of this step or an earlier one signs anybody in any more. */
  readonly last_accepted_step: number;
  readonly enabled_at: Date;
}

/** Stores a secret in place of an earlier one. Spent steps stay spent: it may be the same secret again. */
export async function upsertTotpSecret(trx: Transaction<Database>, row: NewTotpSecret): Promise<void> {
  await trx
    .insertInto('user_totp_secrets')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('username').doUpdateSet({
        ...row,
        last_accepted_step: sql`greatest(user_totp_secrets.last_accepted_step, excluded.last_accepted_step)`,
      }),
    )
    .execute();
}

export function findTotpSecret(
  db: Kysely<Database>,
  username: string,
): Promise<UserTotpSecretRow | undefined> {
  return db.selectFrom('user_totp_secrets').selectAll().where('username', '=', username).executeTakeFirst();
}

/**
 * Uses up the code of a step, and with it those of all steps before.
 * @param stored as it was when the code was checked
 * @returns false when the step was spent meanwhile, or the secret is another one
 */
export async function spendTotpStep(
  trx: Transaction<Database>,
  { username, sealed_secret }: UserTotpSecretRow,
  step: number,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('user_totp_secrets')
    .set({ last_accepted_step: step })
    .where('username', '=', username)
    .where('sealed_secret', '=', sealed_secret)
    .where((row) => row.or([row('last_accepted_step', 'is', null), row('last_accepted_step', '<', step)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function deleteTotpSecret(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('user_totp_secrets').where('username', '=', username).execute();
}

/** The secret that a user was shown and can still confirm. */
export function findTotpOffer(
  db: Kysely<Database>,
  username: string,
  now: Date,
): Promise<UserTotpOfferRow | undefined> {
  return db
    .selectFrom('user_totp_offers')
    .selectAll()
    .where('username', '=', username)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
}

/** Offers a secret unless one is offered that is still good. */
export async function upsertTotpOffer(db: Kysely<Database>, row: NewUserTotpOfferRow): Promise<void> {
  const { username: _, ...changes } = row;
  await db
    .insertInto('user_totp_offers')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('username')
        .doUpdateSet(changes)
        .where('user_totp_offers.expires_at', '<', row.offered_at),
    )
    .execute();
}

/** @returns false when that secret is not offered any more */
export async function deleteTotpOffer(
  trx: Transaction<Database>,
  username: string,
  sealedSecret: Uint8Array,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('user_totp_offers')
    .where('username', '=', username)
    .where('sealed_secret', '=', Buffer.from(sealedSecret))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
