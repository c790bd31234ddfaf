import { randomBytes } from 'node:crypto';
import speakeasy from 'speakeasy';
import { encodeBase32 } from '../../src/crypto/base32.ts';
import type { TestApp } from '../support/app.ts';
import type { TestUser } from '../support/factories.ts';
import { callerWith } from './caller.ts';

/** The code of an authenticator application, a number of steps of 30 seconds from now. */
export function codeOf(app: TestApp, secret: string, steps = 0): string {
  const time = Math.floor(app.clock.now().getTime() / 1000) + 30 * steps;
  return speakeasy.totp({ secret, encoding: 'base32', time });
}

/** Sets up an authenticator application as users do. @returns its secret */
export async function setUpTotp(app: TestApp, { username, token }: TestUser): Promise<string> {
  const me = callerWith(app, token);
  const { totpsecret } = (await me.get(`/users/${username}/totp`).expect(200)).body;
  await me.post(`/users/${username}/totp`, { totpsecret, totpcode: codeOf(app, totpsecret) }).expect(204);
  return totpsecret;
}

export async function addPasskey(app: TestApp, username: string): Promise<void> {
  const row = {
    username,
    credential_id: randomBytes(16),
    user_handle: randomBytes(16),
    label: 'laptop',
    public_key: randomBytes(32),
    algorithm: -7,
    sign_count: 0,
    aaguid: null,
    created_at: app.clock.now(),
    last_used_at: null,
  };
  await app.database.db.insertInto('user_passkeys').values(row).execute();
}

/** A secret of this many bytes, in base32. */
export function secretOf(bytes: number): string {
  return encodeBase32(randomBytes(bytes));
}

let numbers = 0;

/** A number unique to the test. */
export function newNumber(): string {
  numbers += 1;
  return `+32470${String(numbers).padStart(6, '0')}`;
}

/** Validates a number of the profile without a message. */
export async function proveNumber(app: TestApp, username: string, phoneNumber: string): Promise<void> {
  const row = { phone_number: phoneNumber, username, validated_at: app.clock.now() };
  await app.database.db.insertInto('validated_phone_numbers').values(row).execute();
}

/** A user's validated numbers, and the numbers with an open or completed validation. */
export async function phoneFacts({ database: { db } }: TestApp, username: string) {
  const validated = db.selectFrom('validated_phone_numbers').where('username', '=', username);
  const pending = db.selectFrom('pending_phone_validations').where('username', '=', username);
  const numbersOf = (rows: { phone_number: string }[]) => rows.map((row) => row.phone_number).sort();
  return {
    validated: numbersOf(await validated.select('phone_number').execute()),
    pending: numbersOf(await pending.select('phone_number').execute()),
  };
}

/** Sets the expiry date of the account to a time in the past. */
export async function setExpiry(app: TestApp, username: string): Promise<void> {
  const expires_at = new Date(app.clock.now().getTime() + 86_400_000);
  await app.database.db.updateTable('users').set({ expires_at }).where('username', '=', username).execute();
}

export async function findExpiry(app: TestApp, username: string): Promise<Date | null | undefined> {
  const users = app.database.db.selectFrom('users').select('expires_at');
  return (await users.where('username', '=', username).executeTakeFirst())?.expires_at;
}
