import speakeasy from 'speakeasy';
import { upsertTotpSecret } from '../../src/authentication/authenticator/queries.ts';
import { sealTotpSecret } from '../../src/authentication/authenticator/secret.ts';
import { storeRecoveryCodes } from '../../src/authentication/recovery-codes/acts.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { generateTotpSecret } from '../../src/crypto/totp.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import { testKey } from '../support/app.ts';
import { newUser, type TestUser, type TestUserSettings } from '../support/factories.ts';
import type { Site } from './site.ts';

const sealing = createSealing([testKey]);
let people = 0;

export interface Account extends TestUser {
  readonly email: string;
  readonly phone: string;
}

/** A user with a confirmed address and phone number. */
export async function newAccount({ app }: Site, settings: TestUserSettings = {}): Promise<Account> {
  people += 1;
  const contacts = { email: `person${people}@company.com`, phone: `+3247010${1000 + people}` };
  const user = await newUser(app, { firstName: 'Ada', lastName: 'Byron', ...contacts, ...settings });
  return { ...user, ...contacts };
}

/** Sets up an authenticator application. @returns its secret */
export async function addAuthenticator({ app }: Site, username: string): Promise<string> {
  const secret = generateTotpSecret();
  const sealedSecret = sealTotpSecret(sealing, username, secret);
  const stored = { username, sealedSecret, lastAcceptedStep: 0, enabledAt: app.clock.now() };
  await inTransaction(app.database.db, (trx) => upsertTotpSecret(trx, stored));
  return secret;
}

/** The code that the authenticator application shows. */
export function codeOfAuthenticator({ app }: Site, secret: string): string {
  return speakeasy.totp({ secret, encoding: 'base32', time: app.clock.now().getTime() / 1000 });
}

export function addRecoveryCodes({ app }: Site, username: string): Promise<readonly string[]> {
  const { clock, database } = app;
  return inTransaction(database.db, (trx) => storeRecoveryCodes(trx, sealing, username, clock.now()));
}
