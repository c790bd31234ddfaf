import { type RequestHandler, Router } from 'express';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Sealing } from '../crypto/sealing.ts';
import type { Database } from '../db/database.ts';
import { endpoint } from '../http/web.ts';
import { createClientAuthentication } from './checks/client-authentication.ts';
import type { KeyRing } from './key-ring.ts';
import { tokenEndpoint } from './token.ts';

/** What the token service is built from. */
export interface OAuthParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  /** The `iss` of access tokens in JWT form. */
  readonly tokenIssuer: string;
  /** The base of all links, and the issuer of ID tokens. */
  readonly publicUrl: string;
  readonly refreshMaxDays: number;
  readonly signJwt: KeyRing['sign'];
}

/** The token service below `/v1/oauth`. */
export function createOAuthRouter(foundations: OAuthParts): Router {
  const parts = { ...foundations, withClient: createClientAuthentication(foundations) };
  const router = Router({ caseSensitive: true });
  router.all('/access_token', endpoint({ POST: tokenEndpoint(parts) }, preflight));
  return router;
}

/** OPTIONS: 200 with `Allow`, and the answer that browsers ask for before a cross-origin POST. */
const preflight: RequestHandler = (request, response) => {
  const wanted = request.headers['access-control-request-headers'];
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Methods', 'POST');
  if (wanted !== undefined) response.setHeader('Access-Control-Allow-Headers', wanted);
  response.status(200).end();
};
