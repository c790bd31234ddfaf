import type { RequestHandler } from 'express';
import { endpoint } from '../web/web.ts';

/**
 * An endpoint that pages of every origin may call, refusals readable too. No cookie is looked at or allowed for: the
 * credential is in the request.
 */
export function crossOriginEndpoint(handlers: Readonly<Record<string, RequestHandler>>): RequestHandler {
  const answer = endpoint(handlers, preflight(Object.keys(handlers)));
  return (request, response, next) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'WWW-Authenticate, DPoP-Nonce');
    return answer(request, response, next);
  };
}

/** OPTIONS: 200, and the answer that browsers ask for before such a request. `Allow` is there already. */
function preflight(methods: readonly string[]): RequestHandler {
  return (request, response) => {
    const wanted = request.headers['access-control-request-headers'];
    response.setHeader('Access-Control-Allow-Methods', methods.join(', '));
    if (wanted !== undefined) response.setHeader('Access-Control-Allow-Headers', wanted);
    response.status(200).end();
  };
}
