import type { Kysely } from 'kysely';
import type { Database } from '../../src/db/database.ts';
import type { TestApp } from '../support/app.ts';

/** Labels of the entries that `fillProfile` makes of each kind. */
export const labels = ['home', 'work'] as const;

/**
 * Gives a user two entries of each kind, labelled home and work, and both linked accounts. The contacts at home are
 * validated.
 */
export async function fillProfile({ database: { db }, clock }: TestApp, username: string): Promise<void> {
  const now = clock.now();
  const rows = labels.map((label, index) => ({ username, label, position: index + 1, created_at: now }));
  await storeContacts(db, rows);
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

/** A public key that tells under which label it was stored. */
export const keyOf = (label: string) =>
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBpGOpt9iq/Vb5aLpjPbMF29oTm6cda2LA/z+jkZQvET ${label}`;

export const emailOf = (username: string, label: string) => `${label}.${username}@example.com`;

/** A number of its own for each user of these tests: their names end in digits. */
export const phoneOf = (username: string, label: string) =>
  `+3247${username.replace(/\D/g, '').padStart(7, '0')}${label.length}${label === 'home' ? 1 : 2}`;

async function storeContacts(db: Kysely<Database>, rows: readonly EntryRow[]): Promise<void> {
  const emails = rows.map((row) => ({ ...row, email_address: emailOf(row.username, row.label) }));
  const phones = rows.map((row) => ({ ...row, phone_number: phoneOf(row.username, row.label) }));
  await db.insertInto('user_email_addresses').values(emails).execute();
  await db.insertInto('user_phone_numbers').values(phones).execute();
  for (const { username, created_at, label } of rows.slice(0, 1)) {
    const fact = { username, validated_at: created_at };
    await db
      .insertInto('validated_email_addresses')
      .values({ ...fact, email_address: emailOf(username, label) })
      .execute();
    await db
      .insertInto('validated_phone_numbers')
      .values({ ...fact, phone_number: phoneOf(username, label) })
      .execute();
  }
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
