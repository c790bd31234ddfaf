import { hash } from 'node:crypto';
import request, { type Test } from 'supertest';
import { inTransaction } from '../../src/db/pg-errors.ts';
import type { ApiKeyToCreate } from '../../src/organizations/api-keys/acts.ts';
import { type CodeContent, issueAuthorizationCode } from '../../src/tokens/codes.ts';
import type { ScopeList } from '../../src/tokens/scopes.ts';
import type { TestApp } from '../support/app.ts';
import { newApiKey } from '../support/organizations.ts';
import { newThirdPartyToken, type ThirdParty } from '../support/third-party.ts';
import type { TestClient } from './clients.ts';

export const callback = 'https://shop.example/callback';
export const tokenPath = '/v1/oauth/access_token';

let labels = 0;

/** Another API key of an existing organization. */
export async function newKey(
  { database, clock }: TestApp,
  globalid: string,
  key: Partial<ApiKeyToCreate> = {},
): Promise<TestClient> {
  labels += 1;
  const settings = { globalid, label: `key ${labels}`, callbackUrl: callback, ...key };
  const secret = await newApiKey(database.db, settings, clock.now());
  return { id: globalid, secret };
}

/** Stores a user's consent for a client, without any token. */
export async function share(app: TestApp, access: ThirdParty): Promise<void> {
  await newThirdPartyToken(app, access);
  const { db } = app.database;
  for (const table of ['access_tokens', 'refresh_tokens', 'authorization_grants'] as const)
    await db.deleteFrom(table).where('client_id', '=', access.client).execute();
}

/** A code like those of the authorization endpoint; the user's record must exist. */
export function newCode(
  { database, clock }: TestApp,
  username: string,
  clientId: string,
  { scopes, ...content }: Partial<Omit<CodeContent, 'scopes'>> & { readonly scopes?: ScopeList } = {},
): Promise<string> {
  return inTransaction(database.db, (trx) =>
    issueAuthorizationCode(
      trx,
      {
        username,
        clientId,
        redirectUri: callback,
        scopes: scopes ?? { scopes: ['user:name'], style: 'comma' },
        sessionId: null,
        amr: ['pwd', 'otp'],
        authenticatedAt: clock.now(),
        ...content,
      },
      { now: clock.now(), seconds: 10 },
    ),
  );
}

/** A request to the token endpoint; empty values remove a parameter. */
export function requestToken(
  app: TestApp,
  client: TestClient | { readonly id: string },
  parameters: Readonly<Record<string, string>>,
): Test {
  const secret = 'secret' in client ? { client_secret: client.secret } : {};
  return request(app.web)
    .post(tokenPath)
    .type('form')
    .send({ client_id: client.id, ...secret, ...parameters });
}

export function redeem(
  app: TestApp,
  client: TestClient | { readonly id: string },
  code: string,
  more: Readonly<Record<string, string>> = {},
): Test {
  const parameters = { grant_type: 'authorization_code', code, redirect_uri: callback };
  return requestToken(app, client, { ...parameters, ...more });
}

export const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const challenge = hash('sha256', verifier, 'base64url');

/** Counts the rows of a client. */
export async function countOf(
  { database }: TestApp,
  table: 'access_tokens' | 'refresh_tokens' | 'authorization_grants',
  clientId: string,
): Promise<number> {
  const rows = await database.db
    .selectFrom(table)
    .select('grant_id')
    .where('client_id', '=', clientId)
    .execute();
  return rows.length;
}
