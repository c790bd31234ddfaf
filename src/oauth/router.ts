import { type RequestHandler, Router } from 'express';
import { endpoint } from '../http/web.ts';
import { type TokenParts, tokenEndpoint } from './token.ts';

/** The token service below `/v1/oauth`. */
export function createOAuthRouter(parts: TokenParts): Router {
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
