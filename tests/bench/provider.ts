import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import pg from 'pg';
import { adapterOn } from './provider-adapter.ts';
import { hashSecret, type ProviderPlan, providerIssuer, resourceFor } from './provider-plan.ts';

/** node-oidc-provider configured for production: everything in PostgreSQL, no development features. */
const plan: ProviderPlan = JSON.parse(process.env.BENCH_PROVIDER ?? '');
const pool = new pg.Pool({ connectionString: plan.databaseUrl, max: plan.poolSize });
const adapter = adapterOn(pool);
const accounts = adapter('Account');
const daySeconds = 86_400;

const jwtResources = new Map(
  ['ES384', 'ES256'].map((alg) => [
    resourceFor(alg),
    { scope: 'read', accessTokenFormat: 'jwt', accessTokenTTL: daySeconds, jwt: { sign: { alg } } },
  ]),
);

const provider = new Provider(providerIssuer, {
  adapter,
  jwks: { keys: plan.keys },
  clientDefaults: { id_token_signed_response_alg: 'ES384' },
  enabledJWA: { idTokenSigningAlgValues: ['ES384', 'ES256'] },
  scopes: ['openid', 'read'],
  claims: { openid: ['sub'], profile: ['name', 'given_name', 'family_name'], email: ['email'] },
  ttl: { AccessToken: daySeconds, ClientCredentials: daySeconds },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: isOwnToken },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: async (_context: unknown, name: string) => jwtResources.get(name),
    },
  },
  findAccount,
});

/** As in our server, only the client that a token was issued to may introspect it. */
function isOwnToken(_context: unknown, client: { clientId: string }, token: { clientId: string }): boolean {
  return client.clientId === token.clientId;
}

async function findAccount(_context: unknown, id: string) {
  const claims = await accounts.find(id);
  return claims && { accountId: id, claims: async () => ({ ...claims, sub: id }) };
}

/** Compares hashes: the stored secret is one. */
provider.Client.prototype.compareClientSecret = function (this: { clientSecret: string }, actual: string) {
  return timingSafeEqual(Buffer.from(this.clientSecret, 'base64'), hashSecret(actual));
};

createServer(provider.callback()).listen(Number(process.env.PORT), '127.0.0.1');
