import { createSealing } from '../../src/crypto/sealing.ts';
import { insertOrganization } from '../../src/organizations/queries.ts';
import { insertNewApiKey } from '../../src/users/api-keys/acts.ts';
import { insertUser } from '../../src/users/queries.ts';
import { type TestApp, testKey } from '../support/app.ts';
import { newApiKey } from '../support/organizations.ts';

export const sealing = createSealing([testKey]);

/** A client id and its secret. */
export interface TestClient {
  readonly id: string;
  readonly secret: string;
}

/** Inserts a user with an API key into the tables. */
export async function storeUserClient({ database, clock }: TestApp, username: string): Promise<TestClient> {
  const createdAt = clock.now();
  await database.db
    .transaction()
    .execute((trx) => insertUser(trx, username, { firstName: 'Test', lastName: 'User' }, createdAt));
  const deps = { sealing, keepsSecrets: true };
  const named = { username, label: 'main' };
  const { key, secret } = await insertNewApiKey(database.db, deps, named, createdAt);
  return { id: key.applicationId, secret };
}

/** Inserts an organization with an API key into the tables. */
export async function storeOrganizationClient(
  { database, clock }: TestApp,
  globalid: string,
  {
    owner,
    allowsClientCredentials = true,
  }: { readonly owner?: string; readonly allowsClientCredentials?: boolean } = {},
): Promise<TestClient> {
  const createdAt = clock.now();
  await database.db.transaction().execute((trx) => insertOrganization(trx, { globalid, owner, createdAt }));
  const secret = await newApiKey(
    database.db,
    { globalid, label: 'main', allowsClientCredentials },
    createdAt,
  );
  return { id: globalid, secret };
}
