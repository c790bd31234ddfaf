import type { Request as LoadRequest } from 'autocannon';
import type { PlannedName } from './plan.ts';
import type { SeededUser } from './seed.ts';

/** One kind of request, as each user sends it. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** @param user who sends the request */
  request(user: SeededUser): LoadRequest;
}

/** A scenario for all baselines. */
export interface BaselineScenario extends Scenario {
  readonly name: PlannedName;
  /** The part of a response that must be the same from all servers. */
  comparable(body: unknown): unknown;
}

export const baselineScenarios: readonly BaselineScenario[] = [
  {
    name: 'emailsOpaque',
    title: 'GET /api/users/{username}/emailaddresses, opaque token',
    request: ({ username, token }) => listRequest(username, token),
    comparable: (body) => body,
  },
  {
    name: 'emailsJwt',
    title: 'GET /api/users/{username}/emailaddresses, ES384 JWT',
    request: ({ username, jwt }) => listRequest(username, jwt),
    comparable: (body) => body,
  },
  {
    name: 'token',
    title: 'POST /v1/oauth/access_token, client credentials',
    request: tokenRequest,
    comparable: (body) => ({ ...(body as object), access_token: '' }),
  },
];

function listRequest(username: string, token: string): LoadRequest {
  return {
    method: 'GET',
    path: `/api/users/${username}/emailaddresses`,
    headers: { authorization: `Bearer ${token}` },
  };
}

function tokenRequest({ clientId, clientSecret }: SeededUser): LoadRequest {
  return formRequest('/v1/oauth/access_token', {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
}

export function formRequest(path: string, fields: Readonly<Record<string, string>>): LoadRequest {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(fields).toString(),
  };
}

export interface ParsedResponse {
  readonly status: number;
  readonly body: unknown;
}

/** Sends one request like the load generator. */
export async function send(
  baseUrl: string,
  { path = '', method = 'GET', headers, body }: LoadRequest,
): Promise<ParsedResponse> {
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: headers as Record<string, string>,
    ...(body !== undefined && { body: String(body) }),
  });
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, body: isJson ? await response.json() : await response.text() };
}
