import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { MethodNotAllowed, NotFound } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { respondWithError } from './error-handler.ts';
import { refuseMalformedPath } from './percent-encoding.ts';
import { createProxies, type Proxies } from './proxies.ts';
import { requestContextOf } from './request-context.ts';

/**
 * An Express application for the pages, without Express defaults that are not wanted. Requests reach it through the
 * front.
 */
export function createWeb(): Express {
  const web = express();
  web.disable('x-powered-by');
  web.disable('etag');
  web.enable('case sensitive routing');
  web.set('query parser', false);
  web.use((request, _response, next) => {
    refuseMalformedPath(request.path);
    next();
  });
  return web;
}

/** @param trustedProxies addresses and networks whose `X-Forwarded-For` and `X-Request-Id` are trusted */
export function proxiesOf(web: Express, trustedProxies: readonly string[]): Proxies {
  web.set('trust proxy', [...trustedProxies]);
  return createProxies(web.get('trust proxy fn'));
}

/** Adds the last handlers: an unmatched path is not found, and every error becomes a JSON response. */
export function closeWeb(web: Express, log: Logger): void {
  web.use(() => {
    throw new NotFound();
  });
  web.use((error: unknown, _request: Request, response: Response, _next: NextFunction) =>
    respondWithError(response, error, log.child({ requestId: requestContextOf(response).requestId })),
  );
}

/** Answers one path with the given methods. HEAD follows GET, OPTIONS answers with `Allow`, other methods get 405. */
export function endpoint(
  handlers: Readonly<Record<string, RequestHandler>>,
  options?: RequestHandler,
): RequestHandler {
  const methods = Object.keys(handlers);
  const allow = [...methods, ...(handlers.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  return (request, response, next) => {
    requestContextOf(response).route = `${request.baseUrl}${request.route.path}`;
    const handler = handlers[request.method === 'HEAD' ? 'GET' : request.method];
    if (handler) return handler(request, response, next);
    if (request.method !== 'OPTIONS') throw new MethodNotAllowed(allow);
    response.setHeader('Allow', allow);
    return options ? options(request, response, next) : void response.status(204).end();
  };
}
