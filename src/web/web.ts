import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { BadRequest, MethodNotAllowed, NotFound } from '../base/errors.ts';
import { type Logger, parameterNames } from '../base/log.ts';
import { maskNetwork, networkOf } from './client-address.ts';
import { respondWithError } from './error-handler.ts';
import { isPercentEncoded } from './percent-encoding.ts';
import { nameResourceMetadata } from './resource-metadata.ts';
import { callerOfRequest, noteRoute, routeOfRequest } from './route-of-request.ts';
import { securityHeaders } from './security-headers.ts';

/** The id under which a request is found in the log; also sent as `X-Request-Id`. */
export function requestIdOf(response: ServerResponse): string {
  return String(response.getHeader('X-Request-Id') ?? '');
}

export interface WebDependencies {
  readonly log: Logger;
  readonly publicUrl: string;
  /** Addresses and networks whose `X-Forwarded-*` and `X-Request-Id` are believed. */
  readonly trustedProxies: readonly string[];
  /** Sees each request that was answered. */
  readonly onAnswered?: ((answered: AnsweredRequest) => void) | undefined;
}

export interface AnsweredRequest {
  readonly method: string;
  /** The template, with the names of its parameters; undefined when no route took the request. */
  readonly route: string | undefined;
  readonly status: number;
  readonly seconds: number;
}

/** An Express application with what every request needs and none of the defaults that get in the way. */
export function createWeb({ log, publicUrl, trustedProxies, onAnswered }: WebDependencies): Express {
  const web = express();
  web.disable('x-powered-by');
  web.disable('etag');
  web.enable('case sensitive routing');
  web.set('query parser', false);
  web.set('trust proxy', [...trustedProxies]);
  web.use(
    identify,
    logRequests(log, onAnswered),
    securityHeaders(publicUrl),
    collapseSlashes,
    refuseMalformedPath,
  );
  return web;
}

/** Ends an application: whatever no route took is an unknown path, and every failure becomes a JSON answer. */
export function closeWeb(web: Express, log: Logger, publicUrl: string): void {
  web.use(() => {
    throw new NotFound();
  });
  web.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    nameResourceMetadata(error, publicUrl);
    respondWithError(response, error, log.child({ requestId: requestIdOf(response) }));
  });
}

/** Answers one path: the given methods, HEAD for GET, OPTIONS with `Allow`, 405 for the rest. */
export function endpoint(
  handlers: Readonly<Record<string, RequestHandler>>,
  options?: RequestHandler,
): RequestHandler {
  const methods = Object.keys(handlers);
  const allow = [...methods, ...(handlers.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  return (request, response, next) => {
    noteRoute(response, `${request.baseUrl}${request.route.path}`);
    const handler = handlers[request.method === 'HEAD' ? 'GET' : request.method];
    if (handler) return handler(request, response, next);
    if (request.method !== 'OPTIONS') throw new MethodNotAllowed(allow);
    response.setHeader('Allow', allow);
    return options ? options(request, response, next) : void response.status(204).end();
  };
}

/** Old clients join base URL and path with a slash too many: `/api//users/bob`. */
const collapseSlashes: RequestHandler = (request, _response, next) => {
  const end = request.url.indexOf('?');
  const path = end === -1 ? request.url : request.url.slice(0, end);
  if (path.includes('//')) request.url = path.replace(/\/{2,}/g, '/') + request.url.slice(path.length);
  next();
};

/** Before any route looks at its parameters, with one answer for all of them. */
const refuseMalformedPath: RequestHandler = (request, _response, next) => {
  if (!request.path.includes('%')) return next();
  if (!isPercentEncoded(request.path))
    throw new BadRequest('bad_request', { description: 'The path is not valid percent-encoded UTF-8.' });
  if (request.path.includes('%00'))
    throw new BadRequest('bad_request', { description: 'The path holds a NUL character.' });
  next();
};

const acceptableId = /^[\w.-]{1,64}$/;

/** An id of a trusted proxy joins its log and ours; of others it would only confuse. */
const identify: RequestHandler = (request, response, next) => {
  const given = request.headers['x-request-id'];
  const isTrusted = typeof given === 'string' && acceptableId.test(given) && isFromProxy(request);
  response.setHeader('X-Request-Id', isTrusted ? given : randomUUID());
  next();
};

function isFromProxy({ app, socket }: Request): boolean {
  const isProxy: (address: string | undefined, hop: number) => boolean = app.get('trust proxy fn');
  return isProxy(socket.remoteAddress, 0);
}

function logRequests(log: Logger, onAnswered: WebDependencies['onAnswered']): RequestHandler {
  // These lines have no member that could be secret: there is nothing to look for in each of them.
  const accessLog = log.child({}, { redact: [] });
  return (request, response, next) => {
    const started = performance.now();
    response.once('finish', () => {
      const milliseconds = performance.now() - started;
      const [route, status] = [routeOfRequest(response), response.statusCode];
      accessLog.info(line(request, response, milliseconds), 'request');
      onAnswered?.({ method: request.method, route, status, seconds: milliseconds / 1000 });
    });
    next();
  };
}

function line(request: Request, response: ServerResponse, milliseconds: number) {
  return {
    requestId: requestIdOf(response),
    method: request.method,
    route: routeOfRequest(response) ?? 'none',
    parameters: parameterNames(request.originalUrl),
    caller: callerOfRequest(response),
    network: maskNetwork(networkOf(request.ip)),
    status: response.statusCode,
    ms: Math.round(milliseconds * 100) / 100,
  };
}
