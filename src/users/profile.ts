import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { User } from '../../generated/types.ts';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';
import { type AddressColumns, toAddress } from './addresses/views.ts';
import { type AvatarColumns, toAvatar } from './avatars/views.ts';
import { type BankAccountColumns, toBankAccount } from './bank-accounts/views.ts';
import { type DigitalWalletColumns, toDigitalAssetAddress } from './digital-wallet/views.ts';
import { type EmailAddressColumns, toEmailAddress } from './email-addresses/views.ts';
import type { LabelledTable } from './labelled-entries/queries.ts';
import { linkedAccountOf } from './linked-accounts/queries.ts';
import {
  type FacebookColumns,
  type GithubColumns,
  linkedAvatars,
  toFacebookAccount,
  toGithubAccount,
} from './linked-accounts/views.ts';
import { type PhoneNumberColumns, toPhonenumber } from './phone-numbers/views.ts';
import type { PublicKeyColumns } from './public-keys/views.ts';
import type { UserRow } from './tables.ts';

interface Validity {
  /** Whether the user has proved to own it. */
  readonly is_validated: boolean;
}

/** A user with everything that the user keeps. */
export interface Profile extends Pick<UserRow, 'username' | 'first_name' | 'last_name'> {
  readonly addresses: readonly AddressColumns[];
  readonly avatars: readonly AvatarColumns[];
  readonly bank_accounts: readonly BankAccountColumns[];
  /** Dates inside JSON: in milliseconds since 1970. */
  readonly digital_wallet: readonly (Omit<DigitalWalletColumns, 'expires_at'> & {
    readonly expires_at: number | null;
  })[];
  readonly email_addresses: readonly (EmailAddressColumns & Validity)[];
  readonly phone_numbers: readonly (PhoneNumberColumns & Validity)[];
  readonly public_keys: readonly PublicKeyColumns[];
  readonly github: GithubColumns | null;
  readonly facebook: FacebookColumns | null;
}

/** One statement, each list in its own order. */
export async function findProfile(db: Kysely<Database>, username: string): Promise<Profile | undefined> {
  const [row] = await profileQuery(db, { username });
  return row;
}

const profileQuery = prepareQuery((db, value: ValueOf<{ username: string }>) => ({
  compile: () => profiles(value('username')).compile(db),
}));

function profiles(username: string): RawBuilder<Profile> {
  return sql<Profile>`
    select username, first_name, last_name,
      ${entries('user_email_addresses', ['email_address'], emailIsValidated)} as email_addresses,
      ${entries('user_phone_numbers', ['phone_number'], phoneIsValidated)} as phone_numbers,
      ${entries('user_addresses', ['street', 'nr', 'other', 'postal_code', 'city', 'country'])} as addresses,
      ${entries('user_bank_accounts', ['iban', 'bic', 'country'])} as bank_accounts,
      ${entries('user_public_keys', ['public_key'])} as public_keys,
      ${entries('user_digital_wallet_addresses', ['address', 'currency_symbol', 'no_expiration'], walletExpiry)}
        as digital_wallet,
      ${entries('user_avatars', ['source'], imageId)} as avatars,
      ${linkedAccountOf('github')} as github,
      ${linkedAccountOf('facebook')} as facebook
    from users u
    where username = ${username}`;
}

const emailIsValidated = sql`, 'is_validated', exists (
  select from validated_email_addresses v where v.username = e.username and v.email_address = e.email_address
)`;

const phoneIsValidated = sql`, 'is_validated', exists (
  select from validated_phone_numbers v where v.username = e.username and v.phone_number = e.phone_number
)`;

const walletExpiry = sql`, 'expires_at', (extract(epoch from e.expires_at) * 1000)::float8`;

const imageId = sql`, 'image_id', (
  select i.image_id from user_avatar_images i where i.username = e.username and i.label = e.label
)`;

/** The entries of one kind as a JSON list; `more` is further names and values. */
function entries(table: LabelledTable, columns: readonly string[], more = sql``): RawBuilder<unknown> {
  const members = ['label', ...columns].map((name) => sql`${sql.lit(name)}, ${sql.ref(`e.${name}`)}`);
  return sql`(
    select coalesce(json_agg(json_build_object(${sql.join(members)}${more}) order by e.position, e.label), '[]')
    from ${sql.table(table)} e where e.username = u.username
  )`;
}

/** @param publicUrl where uploaded avatars are found */
export function toUser(profile: Profile, publicUrl: string): User {
  const { github, facebook } = profile;
  const avatars = [...profile.avatars, ...linkedAvatars(github, facebook)];
  return {
    username: profile.username,
    firstname: profile.first_name,
    lastname: profile.last_name,
    publicKeys: profile.public_keys.map((key) => key.public_key),
    digitalwallet: profile.digital_wallet.map(withDate).map(toDigitalAssetAddress),
    emailaddresses: profile.email_addresses.map(toEmailAddress),
    phonenumbers: profile.phone_numbers.map(toPhonenumber),
    addresses: profile.addresses.map(toAddress),
    bankaccounts: profile.bank_accounts.map(toBankAccount),
    ...(facebook && { facebook: toFacebookAccount(facebook) }),
    ...(github && { github: toGithubAccount(github) }),
    avatars: avatars.map((avatar) => toAvatar(avatar, publicUrl)),
  };
}

function withDate(row: Profile['digital_wallet'][number]): DigitalWalletColumns {
  return { ...row, expires_at: row.expires_at === null ? null : new Date(row.expires_at) };
}
