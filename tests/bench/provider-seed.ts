import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../src/schema.ts';
import { hashSecret, type ProviderPlan, providerTable } from './provider-plan.ts';
import type { SeededUser } from './seed.ts';

/** What node-oidc-provider knows about one of our users. */
export interface ProviderUser {
  readonly openidToken: string;
}

const curves = { ES384: 'P-384', ES256: 'P-256' } as const;

/** Private keys of the same types as our server's. */
export function makeProviderKeys(): ProviderPlan['keys'] {
  return Object.entries(curves).map(([alg, namedCurve]) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve });
    return { ...privateKey.export({ format: 'jwk' }), alg, use: 'sig' };
  });
}

/** One table with the same clients, users, consents and tokens as ours. */
export async function seedProvider(
  db: Kysely<Database>,
  users: readonly SeededUser[],
): Promise<ReadonlyMap<SeededUser, ProviderUser>> {
  await sql`create table ${sql.table(providerTable)} (
    kind text not null, id text not null, payload jsonb not null, expires_at timestamptz(3),
    primary key (kind, id)
  )`.execute(db);
  const known = new Map<SeededUser, ProviderUser>();
  for (const user of users) known.set(user, await addUser(db, user));
  await sql`vacuum analyze ${sql.table(providerTable)}`.execute(db);
  return known;
}

async function addUser(db: Kysely<Database>, user: SeededUser): Promise<ProviderUser> {
  const { username, client } = user;
  const [openidToken, grantId] = [
    randomBytes(32).toString('base64url'),
    randomBytes(16).toString('base64url'),
  ];
  const iat = Math.floor(Date.now() / 1000);
  const exp = iat + 86_400;
  const consent = { iat, exp, accountId: username, clientId: client.globalid };
  const scope = 'openid profile email';
  await insert(db, 'Client', client.globalid, clientMetadata(user));
  await insert(db, 'Account', username, accountClaims(user));
  await insert(db, 'Grant', grantId, { ...consent, kind: 'Grant', jti: grantId, openid: { scope } });
  const token = {
    ...consent,
    kind: 'AccessToken',
    jti: openidToken,
    grantId,
    gty: 'authorization_code',
    scope,
  };
  await insert(db, 'AccessToken', openidToken, token);
  return { openidToken };
}

function clientMetadata({ client: { globalid, secrets } }: SeededUser) {
  return {
    client_id: globalid,
    client_secret: hashSecret(secrets.ES384).toString('base64'),
    grant_types: ['authorization_code', 'client_credentials'],
    redirect_uris: ['https://client.example/callback'],
    token_endpoint_auth_method: 'client_secret_post',
  };
}

function accountClaims({ username }: SeededUser) {
  return {
    name: 'First Last',
    given_name: 'First',
    family_name: 'Last',
    email: `${username}@main.example`,
    email_verified: false,
  };
}

async function insert(db: Kysely<Database>, kind: string, id: string, payload: object): Promise<void> {
  await sql`insert into ${sql.table(providerTable)} (kind, id, payload)
    values (${kind}, ${id}, ${JSON.stringify(payload)})`.execute(db);
}

/** Deletes what was issued during the measurement. */
export async function tidyProvider(db: Kysely<Database>): Promise<void> {
  await sql`delete from ${sql.table(providerTable)} where kind = 'ClientCredentials'`.execute(db);
  await sql`vacuum analyze ${sql.table(providerTable)}`.execute(db);
}
