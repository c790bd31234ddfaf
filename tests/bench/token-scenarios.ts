import type { Request as LoadRequest } from 'autocannon';
import { compactVerify, createRemoteJWKSet, decodeProtectedHeader } from 'jose';
import { issuedToken, type PlannedScenario } from './capture.ts';
import { resourceFor } from './provider-plan.ts';
import type { ProviderUser } from './provider-seed.ts';
import { formRequest, type ParsedResponse, type Scenario } from './scenarios.ts';
import type { SeededUser } from './seed.ts';
import type { ClientAlgorithm } from './seed-clients.ts';

/** A request to the token service that node-oidc-provider serves too. */
export interface TokenScenario extends Scenario {
  providerRequest(user: SeededUser, known: ProviderUser): LoadRequest;
  /** @throws Error unless the response is what the scenario promises */
  check(response: ParsedResponse, user: SeededUser, keysUrl: string): Promise<void> | void;
}

export const tokenScenarios: readonly TokenScenario[] = [
  {
    name: 'ccOpaque',
    title: 'client credentials, opaque token',
    request: (user) => clientCredentials('/v1/oauth/access_token', user, 'ES384'),
    providerRequest: (user) => clientCredentials('/token', user, 'ES384'),
    check: (response) => must(issuedToken(response), response),
  },
  signed('ccEs384', 'ES384'),
  signed('ccEs256', 'ES256'),
  {
    name: 'introspection',
    title: "introspection of a user's opaque token by its client",
    request: (user) => introspection('/v1/oauth/introspect', user, user.client.openidToken),
    providerRequest: (user, { openidToken }) => introspection('/token/introspection', user, openidToken),
    check: (response, { username }) =>
      must(field(response, 'active') === true && field(response, 'sub') === username, response),
  },
  {
    name: 'userinfo',
    title: 'userinfo with an opaque token for openid, profile and email',
    request: ({ client }) => userinfo('/v1/oauth/userinfo', client.openidToken),
    providerRequest: (_user, { openidToken }) => userinfo('/me', openidToken),
    check: (response, { username }) => {
      must(field(response, 'sub') === username && field(response, 'name') === 'First Last', response);
      must(field(response, 'email') === `${username}@main.example`, response);
    },
  },
];

/** A JWT for an opaque token, for which node-oidc-provider has no counterpart. */
export const exchangeScenario: PlannedScenario = {
  name: 'exchange',
  title: 'GET /v1/oauth/jwt, an ES384 JWT for an opaque token',
  request: ({ token }) => ({
    method: 'GET',
    path: '/v1/oauth/jwt',
    headers: { authorization: `Bearer ${token}` },
  }),
};

function signed(name: string, algorithm: ClientAlgorithm): TokenScenario {
  return {
    name,
    title: `client credentials, ${algorithm} JWT`,
    request: (user) =>
      clientCredentials('/v1/oauth/access_token', user, algorithm, { response_type: 'id_token' }),
    providerRequest: (user) =>
      clientCredentials('/token', user, 'ES384', { resource: resourceFor(algorithm) }),
    check: (response, _user, keysUrl) => checkJwt(issuedToken(response) ?? '', algorithm, keysUrl),
  };
}

/** @throws Error unless it is signed with a published key of the algorithm */
export async function checkJwt(jwt: string, algorithm: string, keysUrl: string): Promise<void> {
  const { alg } = decodeProtectedHeader(jwt);
  if (alg !== algorithm) throw new Error(`signed by ${alg} in place of ${algorithm}`);
  await compactVerify(jwt, createRemoteJWKSet(new URL(keysUrl)), { algorithms: [algorithm] });
}

function clientCredentials(
  path: string,
  { client }: SeededUser,
  key: ClientAlgorithm,
  more: Readonly<Record<string, string>> = {},
): LoadRequest {
  return formRequest(path, {
    grant_type: 'client_credentials',
    client_id: client.globalid,
    client_secret: client.secrets[key],
    ...more,
  });
}

function introspection(path: string, { client }: SeededUser, token: string): LoadRequest {
  return formRequest(path, {
    client_id: client.globalid,
    client_secret: client.secrets.ES384,
    token,
    token_type_hint: 'access_token',
  });
}

function userinfo(path: string, token: string): LoadRequest {
  return { method: 'GET', path, headers: { authorization: `Bearer ${token}` } };
}

function field({ body }: ParsedResponse, name: string): unknown {
  return (body as Readonly<Record<string, unknown>>)[name];
}

function must(isKept: unknown, response: ParsedResponse): void {
  if (!isKept) throw new Error(`not what was promised: ${JSON.stringify(response)}`);
}
