import { type Kysely, type RawBuilder, sql } from 'kysely';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';
import type { AddressEntry } from './addresses/queries.ts';
import type { ShownAvatar } from './avatars/queries.ts';
import type { BankAccountEntry } from './bank-accounts/queries.ts';
import type { WalletEntry } from './digital-wallet/queries.ts';
import type { ListedEmailAddress } from './email-addresses/queries.ts';
import type { LabelledTable } from './labelled-entries/queries.ts';
import {
  type LinkedFacebookAccount,
  type LinkedGithubAccount,
  linkedAccountOf,
} from './linked-accounts/queries.ts';
import type { ListedPhoneNumber } from './phone-numbers/queries.ts';
import type { PublicKeyEntry } from './public-keys/queries.ts';

/** The part of a user's profile that claims are made from. */
export interface ClaimedProfile {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly addresses: readonly AddressEntry[];
  readonly avatars: readonly ShownAvatar[];
  readonly emailAddresses: readonly ListedEmailAddress[];
  readonly phoneNumbers: readonly ListedPhoneNumber[];
  readonly github: LinkedGithubAccount | null;
  readonly facebook: LinkedFacebookAccount | null;
}

/** A user with all entries of the profile. */
export interface Profile extends ClaimedProfile {
  readonly bankAccounts: readonly BankAccountEntry[];
  readonly digitalWallet: readonly WalletEntry[];
  readonly publicKeys: readonly PublicKeyEntry[];
}

/** Finds a profile in one statement, each list in its own order. */
export async function findProfile(db: Kysely<Database>, username: string): Promise<Profile | undefined> {
  const [row] = await profileQuery(db, { username });
  return row && { ...row, digitalWallet: row.digitalWallet.map(withDate) };
}

const claimedQuery = prepareQuery((db, value: ValueOf<{ username: string }>) => ({
  compile: () =>
    sql<ClaimedProfile>`select ${claimedColumns()} from users u where username = ${value('username')}`.compile(
      db,
    ),
}));

/** Same as `findProfile`, without the parts that no claim uses. */
export async function findClaimedProfile(
  db: Kysely<Database>,
  username: string,
): Promise<ClaimedProfile | undefined> {
  const [row] = await claimedQuery(db, { username });
  return row;
}

/** Dates inside JSON are milliseconds since 1970. */
interface ProfileRow extends Omit<Profile, 'digitalWallet'> {
  readonly digitalWallet: readonly (Omit<WalletEntry, 'expiresAt'> & { readonly expiresAt: number | null })[];
}

function withDate({ expiresAt, ...entry }: ProfileRow['digitalWallet'][number]): WalletEntry {
  return { ...entry, expiresAt: expiresAt === null ? null : new Date(expiresAt) };
}

const profileQuery = prepareQuery((db, value: ValueOf<{ username: string }>) => ({
  compile: () => profiles(value('username')).compile(db),
}));

function profiles(username: string): RawBuilder<ProfileRow> {
  return sql<ProfileRow>`
    select ${claimedColumns()},
      ${entries('user_bank_accounts', { iban: 'iban', bic: 'bic', country: 'country' })} as "bankAccounts",
      ${entries('user_public_keys', { publicKey: 'public_key' })} as "publicKeys",
      ${entries('user_digital_wallet_addresses', walletColumns, walletExpiry)} as "digitalWallet"
    from users u
    where username = ${username}`;
}

/** The columns of a `ClaimedProfile`; `u` is the row of `users`. */
export function claimedColumns(): RawBuilder<unknown> {
  return sql`u.username, u.first_name as "firstName", u.last_name as "lastName",
      ${entries('user_email_addresses', { address: 'email_address' }, emailIsValidated)} as "emailAddresses",
      ${entries('user_phone_numbers', { number: 'phone_number' }, phoneIsValidated)} as "phoneNumbers",
      ${entries('user_addresses', addressColumns)} as addresses,
      ${entries('user_avatars', { source: 'source' }, imageId)} as avatars,
      ${linkedAccountOf('github')} as github,
      ${linkedAccountOf('facebook')} as facebook`;
}

const addressColumns = {
  street: 'street',
  nr: 'nr',
  other: 'other',
  postalCode: 'postal_code',
  city: 'city',
  country: 'country',
};

const walletColumns = {
  address: 'address',
  currencySymbol: 'currency_symbol',
  noExpiration: 'no_expiration',
};

const emailIsValidated = sql`, 'isValidated', exists (
  select from validated_email_addresses v where v.username = e.username and v.email_address = e.email_address
)`;

const phoneIsValidated = sql`, 'isValidated', exists (
  select from validated_phone_numbers v where v.username = e.username and v.phone_number = e.phone_number
)`;

const walletExpiry = sql`, 'expiresAt', (extract(epoch from e.expires_at) * 1000)::float8`;

const imageId = sql`, 'imageId', (
  select i.image_id from user_avatar_images i where i.username = e.username and i.label = e.label
)`;

/**
 * The entries of one kind as a JSON list.
 * @param columns column names by JSON member
 * @param more further names and values
 */
function entries(
  table: LabelledTable,
  columns: Readonly<Record<string, string>>,
  more = sql``,
): RawBuilder<unknown> {
  const members = Object.entries({ label: 'label', ...columns }).map(
    ([member, column]) => sql`${sql.lit(member)}, ${sql.ref(`e.${column}`)}`,
  );
  return sql`(
    select coalesce(json_agg(json_build_object(${sql.join(members)}${more}) order by e.position, e.label), '[]')
    from ${sql.table(table)} e where e.username = u.username
  )`;
}
