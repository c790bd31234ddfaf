import http, { type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import request from 'supertest';
import type { ApiKeySettings } from '../../src/organizations/api-keys/queries.ts';
import { type TestApp, testUrl } from '../support/app.ts';
import { authorizeUrl, callback, newClient, redirectParameters, storeRecord } from '../support/authorize.ts';
import type { UserAgent } from '../support/user-agent.ts';

/** A request to a receiver. */
export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly contentType: string | undefined;
  readonly form: URLSearchParams;
}

/** A client's endpoint for back-channel logout, on a port of this machine. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Sets the response from now on; 200 at first. */
  respondWith(listener: RequestListener): void;
  close(): void;
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const accept: RequestListener = (_request, response) => void response.end();
  let respond = accept;
  const server = http.createServer((incoming, response) => {
    void read(incoming).then((form) => {
      const { method, url: path, headers } = incoming;
      received.push({ method, path, contentType: headers['content-type'], form });
      respond(incoming, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    respondWith(listener) {
      respond = listener;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function read(incoming: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

/** A response with this status and no body. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}): RequestListener {
  return (_request, response) => void response.writeHead(code, headers).end();
}

/** An organization whose API key is notified of ended sessions at `<receiver>/<globalid>`. */
export interface NotifiedClient {
  readonly id: string;
  readonly secret: string;
}

export async function newNotifiedClient(
  app: TestApp,
  receiver: Pick<Receiver, 'url'>,
  id: string,
  settings: Partial<Pick<ApiKeySettings, 'backchannelLogoutSession' | 'algorithm'>> = {},
): Promise<NotifiedClient> {
  const secret = await newClient(app, id);
  const { backchannelLogoutSession = true, algorithm = 'ES384' } = settings;
  await app.database.db
    .updateTable('organization_api_keys')
    .set({
      backchannel_logout_uri: `${receiver.url}/${id}`,
      backchannel_logout_session: backchannelLogoutSession,
      token_algorithm: algorithm,
    })
    .where('globalid', '=', id)
    .execute();
  return { id, secret };
}

/** The code of a sign-in without any page: the user is signed in and has consented before. */
export async function codeFor(
  app: TestApp,
  { id }: Pick<NotifiedClient, 'id'>,
  agent: UserAgent,
  username: string,
  scope = 'openid',
): Promise<string> {
  const flags = scope.includes('offline_access') ? new Set(['offline_access']) : new Set<string>();
  await storeRecord(app, username, { grantedTo: id, flags });
  const { headers } = await agent.get(authorizeUrl({ client_id: id, scope }));
  return redirectParameters(headers.location).code ?? 'none';
}

export function redeemAt(app: TestApp, { id, secret }: NotifiedClient, code: string): request.Test {
  const form = { code, client_id: id, client_secret: secret, redirect_uri: callback };
  return request(app.web).post('/v1/oauth/access_token').type('form').send(form);
}

/** Signs a user with a session in to a client. @returns the token response */
export async function signInTo(
  app: TestApp,
  client: NotifiedClient,
  agent: UserAgent,
  username: string,
  scope = 'openid',
) {
  return (await redeemAt(app, client, await codeFor(app, client, agent, username, scope)).expect(200)).body;
}

export function sidOf({ id_token }: { readonly id_token: string }): unknown {
  return decodeJwt(id_token).sid;
}

/** Verifies a logout token like a client (OpenID Connect Back-Channel Logout 1.0, section 2.6). */
export async function verifyLogoutToken(
  app: TestApp,
  client: Pick<NotifiedClient, 'id'>,
  { form }: Received,
  algorithm = 'ES384',
): Promise<JWTPayload> {
  const { body } = await request(app.web).get('/v1/oauth/jwks').expect(200);
  const { payload } = await jwtVerify(form.get('logout_token') ?? '', createLocalJWKSet(body), {
    issuer: testUrl,
    audience: client.id,
    algorithms: [algorithm],
    typ: 'logout+jwt',
    requiredClaims: ['iat', 'exp', 'jti', 'events'],
    currentDate: app.clock.now(),
    maxTokenAge: 120,
  });
  const events = payload.events as Record<string, unknown>;
  const event = events['http://schemas.openid.net/event/backchannel-logout'];
  const isSound =
    JSON.stringify(event) === '{}' &&
    payload.nonce === undefined &&
    (payload.sub !== undefined || payload.sid !== undefined);
  if (!isSound) throw new Error(`no logout token: ${JSON.stringify(payload)}`);
  return payload;
}
