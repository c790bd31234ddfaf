import type { Kysely } from 'kysely';
import type { Database } from '../../src/schema.ts';
import type { TestApp } from '../support/app.ts';

/** Default labels of the entries that `fillProfile` creates. */
export const labels = ['home', 'work'] as const;

/**
 * Gives a user entries of each kind, and both linked accounts.
 * @param given their labels
 * @param validated number of validated contacts of each kind, from the first on
 */
export async function fillProfile(
  { database: { db }, clock }: TestApp,
  username: string,
  given: readonly string[] = labels,
  validated = 1,
): Promise<void> {
  const now = clock.now();
  const rows = given.map((label, index) => ({ username, label, position: index + 1, created_at: now }));
  await storeContacts(db, rows, validated);
  const place = { street: 'S', nr: '1', postal_code: '9000', city: 'Gent', country: 'Belgium' };
  const bank = { iban: 'BE1', bic: 'ABCDEFGH', country: 'Belgium' };
  const wallet = { address: 'x', currency_symbol: 'BTC', no_expiration: true };
  await db
    .insertInto('user_addresses')
    .values(rows.map((row) => ({ ...row, ...place })))
    .execute();
  await db
    .insertInto('user_bank_accounts')
    .values(rows.map((row) => ({ ...row, ...bank })))
    .execute();
  await db
    .insertInto('user_digital_wallet_addresses')
    .values(rows.map((row) => ({ ...row, ...wallet })))
    .execute();
  await db
    .insertInto('user_public_keys')
    .values(rows.map((row) => ({ ...row, public_key: keyOf(row.label) })))
    .execute();
  await db
    .insertInto('user_avatars')
    .values(rows.map((row) => ({ ...row, source: `https://${row.label}.png` })))
    .execute();
  await linkAccounts(db, username, now);
}

interface EntryRow {
  readonly username: string;
  readonly label: string;
  readonly position: number;
  readonly created_at: Date;
}

/** A public key that contains the label it was stored under. */
export const keyOf = (label: string) =>
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBpGOpt9iq/Vb5aLpjPbMF29oTm6cda2LA/z+jkZQvET ${label}`;

export const emailOf = (username: string, label: string) => `${label}.${username}@example.com`;

/** A distinct number for each user of these tests, whose names end in digits, like labels other than home and work. */
export function phoneOf(username: string, label: string): string {
  const digits = (text: string, count: number) => text.replace(/\D/g, '').padStart(count, '0');
  const end = { home: '41', work: '42' }[label] ?? digits(label, 4);
  return `+3247${digits(username, 7)}${end}`;
}

async function storeContacts(
  db: Kysely<Database>,
  rows: readonly EntryRow[],
  validated: number,
): Promise<void> {
  const emails = rows.map((row) => ({ ...row, email_address: emailOf(row.username, row.label) }));
  const phones = rows.map((row) => ({ ...row, phone_number: phoneOf(row.username, row.label) }));
  await db.insertInto('user_email_addresses').values(emails).execute();
  await db.insertInto('user_phone_numbers').values(phones).execute();
  const facts = rows.slice(0, validated).map(({ username, created_at: validated_at, label }) => ({
    email: { username, validated_at, email_address: emailOf(username, label) },
    phone: { username, validated_at, phone_number: phoneOf(username, label) },
  }));
  await db
    .insertInto('validated_email_addresses')
    .values(facts.map(({ email }) => email))
    .execute();
  await db
    .insertInto('validated_phone_numbers')
    .values(facts.map(({ phone }) => phone))
    .execute();
}

async function linkAccounts(db: Kysely<Database>, username: string, now: Date): Promise<void> {
  const account = { username, name: 'Bob', linked_at: now };
  const github = { github_id: '42', login: 'bob', avatar_url: 'https://github.png', html_url: 'https://gh' };
  const facebook = { facebook_id: '10158812345678901', link: 'https://fb', picture: 'https://facebook.png' };
  await db
    .insertInto('user_github_accounts')
    .values({ ...account, ...github })
    .execute();
  await db
    .insertInto('user_facebook_accounts')
    .values({ ...account, ...facebook })
    .execute();
}
