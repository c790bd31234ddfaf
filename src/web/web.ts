import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { MethodNotAllowed, NotFound } from '../base/errors.ts';
import { type Logger, redactUrl } from '../base/log.ts';
import { respondWithError } from './error-handler.ts';

/** The id under which a request is found in the log; also sent as `X-Request-Id`. */
export function requestIdOf(response: ServerResponse): string {
  return String(response.getHeader('X-Request-Id') ?? '');
}

/** An Express application with what every request needs and none of the defaults that get in the way. */
export function createWeb(log: Logger, trustedProxies: readonly string[]): Express {
  const web = express();
  web.disable('x-powered-by');
  web.disable('etag');
  web.enable('case sensitive routing');
  web.set('query parser', false);
  web.set('trust proxy', [...trustedProxies]);
  web.use(collapseSlashes, identify, logRequests(log));
  return web;
}

/** Ends an application: whatever no route took is an unknown path, and every failure becomes a JSON answer. */
export function closeWeb(web: Express, log: Logger): void {
  web.use(() => {
    throw new NotFound();
  });
  web.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
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

const acceptableId = /^[\w.-]{1,64}$/;

const identify: RequestHandler = (request, response, next) => {
  const given = request.headers['x-request-id'];
  response.setHeader(
    'X-Request-Id',
    typeof given === 'string' && acceptableId.test(given) ? given : randomUUID(),
  );
  next();
};

function logRequests(log: Logger): RequestHandler {
  // These lines have no member that could be secret: there is nothing to look for in each of them.
  const accessLog = log.child({}, { redact: [] });
  return (request, response, next) => {
    const started = performance.now();
    response.once('finish', () => accessLog.info(line(request, response, started), 'request'));
    next();
  };
}

function line(
  request: IncomingMessage & { originalUrl?: string },
  response: ServerResponse,
  started: number,
) {
  return {
    requestId: requestIdOf(response),
    method: request.method,
    url: redactUrl(request.originalUrl ?? request.url ?? ''),
    status: response.statusCode,
    ms: Math.round((performance.now() - started) * 100) / 100,
  };
}
