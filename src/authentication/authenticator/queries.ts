import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';

export interface SecondFactors {
  readonly hasApp: boolean;
  /** The validated phone numbers, in the order in which they were added. */
  readonly numbers: readonly { readonly label: string; readonly phoneNumber: string }[];
}

/**
 * Columns for a statement on users: whether `u` has an authenticator, and the validated phone numbers of `u`
 * in the order in which they were added.
 */
export const appAndNumbers = sql`
  exists (select from user_totp_secrets t where t.username = u.username) as "hasApp",
  (
    select coalesce(
      json_agg(json_build_object('label', p.label, 'phoneNumber', p.phone_number) order by p.position, p.label),
      '[]'
    )
    from user_phone_numbers p
    join validated_phone_numbers v on v.phone_number = p.phone_number and v.username = p.username
    where p.username = u.username
  ) as numbers`;

/** One statement. Undefined when there is no such user. */
export async function findSecondFactors(
  db: Kysely<Database>,
  username: string,
): Promise<SecondFactors | undefined> {
  const { rows } = await sql<SecondFactors>`
    select ${appAndNumbers}
    from users u
    where u.username = ${username}`.execute(db);
  return rows[0];
}

/** Whether a user has an authenticator or a passkey, and so does not depend on SMS codes. */
export async function hasStrongFactor(db: Kysely<Database>, username: string): Promise<boolean> {
  const { rows } = await sql`
    select from user_totp_secrets where username = ${username}
    union all
    select from user_passkeys where username = ${username}
    limit 1`.execute(db);
  return rows.length > 0;
}

/** The secret of an authenticator that is set up. */
export interface TotpSecret {
  readonly username: string;
  readonly sealedSecret: Buffer;
  /** Unix time / 30 of the last accepted code. Codes of this step and earlier ones are refused. */
  readonly lastAcceptedStep: number | null;
  readonly enabledAt: Date;
}

/** Stores a secret instead of an earlier one. Spent steps stay spent, since the secret may be the same. */
export async function upsertTotpSecret(
  trx: Transaction<Database>,
  { username, sealedSecret, lastAcceptedStep, enabledAt }: TotpSecret,
): Promise<void> {
  const values = {
    username,
    sealed_secret: sealedSecret,
    last_accepted_step: lastAcceptedStep,
    enabled_at: enabledAt,
  };
  await trx
    .insertInto('user_totp_secrets')
    .values(values)
    .onConflict((conflict) =>
      conflict.column('username').doUpdateSet({
        ...values,
        last_accepted_step: sql`greatest(user_totp_secrets.last_accepted_step, excluded.last_accepted_step)`,
      }),
    )
    .execute();
}

export function findTotpSecret(db: Kysely<Database>, username: string): Promise<TotpSecret | undefined> {
  return db
    .selectFrom('user_totp_secrets')
    .select([
      'username',
      'sealed_secret as sealedSecret',
      'last_accepted_step as lastAcceptedStep',
      'enabled_at as enabledAt',
    ])
    .where('username', '=', username)
    .executeTakeFirst();
}

/**
 * Spends the code of a step, and with it the codes of all earlier steps.
 * @param stored the secret as it was when the code was checked
 * @returns false when the step has since been spent, or the secret was replaced
 */
export async function spendTotpStep(
  trx: Transaction<Database>,
  { username, sealedSecret }: Pick<TotpSecret, 'username' | 'sealedSecret'>,
  step: number,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('user_totp_secrets')
    .set({ last_accepted_step: step })
    .where('username', '=', username)
    .where('sealed_secret', '=', sealedSecret)
    .where((row) => row.or([row('last_accepted_step', 'is', null), row('last_accepted_step', '<', step)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function deleteTotpSecret(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('user_totp_secrets').where('username', '=', username).execute();
}

/** A secret that was shown to a user and can still be confirmed. */
export interface TotpOffer {
  readonly username: string;
  readonly sealedSecret: Buffer;
  readonly offeredAt: Date;
  readonly expiresAt: Date;
}

export function findTotpOffer(
  db: Kysely<Database>,
  username: string,
  now: Date,
): Promise<TotpOffer | undefined> {
  return db
    .selectFrom('user_totp_offers')
    .select([
      'username',
      'sealed_secret as sealedSecret',
      'offered_at as offeredAt',
      'expires_at as expiresAt',
    ])
    .where('username', '=', username)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
}

/** Offers a secret unless an earlier offer is still valid. */
export async function upsertTotpOffer(
  db: Kysely<Database>,
  { username, sealedSecret, offeredAt, expiresAt }: TotpOffer,
): Promise<void> {
  const changes = { sealed_secret: sealedSecret, offered_at: offeredAt, expires_at: expiresAt };
  await db
    .insertInto('user_totp_offers')
    .values({ username, ...changes })
    .onConflict((conflict) =>
      conflict.column('username').doUpdateSet(changes).where('user_totp_offers.expires_at', '<', offeredAt),
    )
    .execute();
}

/** @returns false when that secret is no longer offered */
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

/** Removes the authenticator of a user, and any offered secret. */
export async function deleteAuthenticator(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('user_totp_secrets').where('username', '=', username).execute();
  await trx.deleteFrom('user_totp_offers').where('username', '=', username).execute();
}
