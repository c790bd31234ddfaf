import request from 'supertest';
import { createPasswords } from '../../src/crypto/passwords.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import { insertNewApiKey } from '../../src/users/api-keys/acts.ts';
import { insertValidatedEmailAddress } from '../../src/users/email-addresses/queries.ts';
import { setPasswordHash } from '../../src/users/password-queries.ts';
import { insertValidatedPhoneNumber } from '../../src/users/phone-numbers/queries.ts';
import { insertUser } from '../../src/users/queries.ts';
import { type TestApp, testKey } from './app.ts';

export interface TestUser {
  readonly username: string;
  readonly password: string;
  /** An opaque token with `user:admin`, issued for `apiKey`. */
  readonly token: string;
  readonly apiKey: { readonly applicationId: string; readonly secret: string };
}

export interface TestUserSettings {
  readonly username?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly password?: string;
  /** Validated, under the label `main`. Default: none. */
  readonly email?: string;
  /** Validated, under the label `main`. Default: none. */
  readonly phone?: string;
  /** Language of pages and messages. Default: none chosen. */
  readonly language?: string;
}

const passwords = createPasswords({ cost: 4 });
const sealing = createSealing([testKey]);
let users = 0;

/** A new user with an API key labelled `test`. */
export async function newUser(app: TestApp, settings: TestUserSettings = {}): Promise<TestUser> {
  users += 1;
  const username = settings.username ?? `user${users}`;
  const password = settings.password ?? 'correct horse battery';
  const { db } = app.database;
  const now = app.clock.now();
  const passwordHash = await passwords.hash(password);
  const made = await inTransaction(db, async (trx) => {
    const { firstName = 'Bob', lastName = 'Johnson', language } = settings;
    await insertUser(trx, username, { firstName, lastName, language }, now);
    await setPasswordHash(trx, username, passwordHash, now);
    const { email, phone } = settings;
    if (email) await insertValidatedEmailAddress(trx, username, { label: 'main', address: email }, now);
    if (phone) await insertValidatedPhoneNumber(trx, username, { label: 'main', number: phone }, now);
    return insertNewApiKey(trx, { sealing, keepsSecrets: true }, { username, label: 'test' }, now);
  });
  const apiKey = { applicationId: made.key.applicationId, secret: made.secret };
  return { username, password, apiKey, token: await tokenOf(app, apiKey.applicationId, apiKey.secret) };
}

/** An opaque token of the client credentials grant. */
export async function tokenOf(app: TestApp, clientId: string, clientSecret: string): Promise<string> {
  const response = await request(app.web)
    .post('/v1/oauth/access_token')
    .type('form')
    .send({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret })
    .expect(200);
  return response.body.access_token;
}
