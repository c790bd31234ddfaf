import type { AuthorizationRecord } from '../../src/consents/coverage.ts';
import { storeAuthorization } from '../../src/consents/storage-queries.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import type { TestApp } from './app.ts';
import { newApiKey, newOrganization } from './organizations.ts';

/** The redirect URI of these clients. */
export const callback = 'https://shop.example/cb';

export interface ClientToMake {
  readonly callbackUrl?: string;
  readonly isPublic?: boolean;
  readonly requiresPkce?: boolean;
}

/** An organization with a key for signing users in. @returns the client's secret */
export async function newClient(
  { database: { db }, clock }: TestApp,
  globalid: string,
  { callbackUrl = callback, isPublic = false, requiresPkce = false }: ClientToMake = {},
): Promise<string> {
  await newOrganization(db, globalid);
  const secret = await newApiKey(db, { globalid, label: 'sign in', callbackUrl }, clock.now());
  await db
    .updateTable('organization_api_keys')
    .set({ is_public: isPublic, requires_pkce: requiresPkce })
    .where('globalid', '=', globalid)
    .execute();
  return secret;
}

/** The URL of an authorization request; undefined parameters are left out. */
export function authorizeUrl(parameters: Readonly<Record<string, string | undefined>>): string {
  const all = {
    response_type: 'code',
    client_id: 'shop',
    redirect_uri: callback,
    state: 'xyz',
    ...parameters,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/v1/oauth/authorize?${new URLSearchParams(given)}`;
}

/** Stores a record as if the user had consented before. */
export function storeRecord(
  { database: { db }, clock }: TestApp,
  username: string,
  record: Partial<AuthorizationRecord> = {},
): Promise<void> {
  const nothing = {
    flags: new Set<string>(),
    labels: [],
    memberOf: [],
    organizationTrees: [],
    ownedEmails: [],
  };
  const whole = { grantedTo: 'shop', ...nothing, ...record };
  return inTransaction(db, (trx) => storeAuthorization(trx, username, whole, clock.now()));
}

/** The parameters of the redirect to a client. */
export function redirectParameters(location: string | undefined): Record<string, string> {
  return Object.fromEntries(new URL(location ?? 'none:').searchParams);
}
