import type { RequestListener } from 'node:http';
import { type Logger, parameterNames } from '../base/log.ts';
import { maskNetwork } from './client-address.ts';
import { createEndpoints, type EndpointTable, type PreparedEndpoint } from './endpoints.ts';
import { failureResponse } from './error-handler.ts';
import { refuseMalformedPath } from './percent-encoding.ts';
import type { Proxies } from './proxies.ts';
import { attachRequestContext, type ReceivedRequest, RequestContext } from './request-context.ts';
import type { ResponseHeaders } from './respond.ts';
import { securityHeaders } from './security-headers.ts';
import { traceRequest } from './trace-request.ts';

export interface FrontDependencies {
  readonly log: Logger;
  readonly publicUrl: string;
  readonly proxies: Proxies;
  /** Endpoints for programs. */
  readonly endpoints: EndpointTable;
  /** Handlers by path prefix, such as `/api`. */
  readonly apis: Readonly<Record<string, (context: RequestContext) => Promise<void>>>;
  /** Handles everything else. */
  readonly pages: RequestListener;
  /** Called after each request. */
  readonly onCompleted?: (completed: CompletedRequest) => void;
}

export interface CompletedRequest {
  readonly method: string;
  /** The route template with the names of its parameters; undefined when no route matched. */
  readonly route: string | undefined;
  readonly status: number;
  readonly seconds: number;
}

/** The entry point of every request: assigns an id, writes the access log, and dispatches by path. */
export function createFront(deps: FrontDependencies): RequestListener {
  const { proxies, log, publicUrl } = deps;
  const headers = securityHeaders(publicUrl);
  const dispatch = createDispatch(deps, headers);
  const finish = finisher(log, deps.onCompleted);
  return (request, response) => {
    const path = normalize(request);
    const context = new RequestContext(request, response, path, headers, proxies);
    response.on('finish', () => finish(context));
    traceRequest(context, () => {
      dispatch(context).catch((error: unknown) => fail(deps, context, error));
    });
  };
}

type Dispatch = (context: RequestContext) => Promise<void>;

function createDispatch({ endpoints, apis, pages }: FrontDependencies, headers: ResponseHeaders): Dispatch {
  const findEndpoint = createEndpoints(endpoints, headers);
  const findApi = createApiFinder(apis);
  return async (context) => {
    const { path } = context;
    const endpoint = findEndpoint(path);
    const api = endpoint ? undefined : findApi(path);
    if (!endpoint && !api) return passToPages(pages, context);
    refuseMalformedPath(path);
    return endpoint ? respondAt(endpoint, context) : api?.(context);
  };
}

function createApiFinder(apis: FrontDependencies['apis']): (path: string) => Dispatch | undefined {
  const roots = Object.entries(apis).map(([root, handle]) => ({ root, below: `${root}/`, handle }));
  return (path) => roots.find(({ root, below }) => path.startsWith(below) || path === root)?.handle;
}

async function respondAt(endpoint: PreparedEndpoint, context: RequestContext): Promise<void> {
  context.route = endpoint.route;
  context.headers = endpoint.headers;
  if (endpoint.isOpen) context.parameter = lastSegment(context.path);
  context.send(await endpoint.handle(context));
}

function lastSegment(path: string): string {
  const [segment = ''] = path.split('/').filter(Boolean).slice(-1);
  return decodeURIComponent(segment);
}

/** The handler of the pages sets its own headers one by one. */
function passToPages(pages: RequestListener, context: RequestContext): void {
  const { request, response, headers, requestId } = context;
  response.setHeaders(
    new Map(Object.entries({ ...headers, 'X-Request-Id': requestId }) as [string, string][]),
  );
  attachRequestContext(context);
  pages(request, response);
}

/** Logs a failure and sends the error. */
function fail(deps: FrontDependencies, context: RequestContext, error: unknown): void {
  const response = failureResponse(deps, context, error);
  if (context.response.headersSent) return void context.response.destroy();
  context.send(response);
}

/**
 * Normalizes the request target. Old clients join base URL and path with an extra slash, `/api//users/bob`, and a proxy
 * may send an absolute URL (RFC 9112, section 3.2.2).
 * @returns the path; the request gets the normalized target
 */
function normalize(request: ReceivedRequest): string {
  const { url = '' } = request;
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?]*\/?/i, '/');
  const end = target.indexOf('?');
  const path = end === -1 ? target : target.slice(0, end);
  const plain = path.includes('//') ? path.replace(/\/{2,}/g, '/') : path;
  if (target === url && plain === path) return path;
  request.originalUrl = target;
  request.url = end === -1 ? plain : plain + target.slice(end);
  return plain;
}

function finisher(
  log: Logger,
  onCompleted: FrontDependencies['onCompleted'],
): (context: RequestContext) => void {
  // These lines contain nothing secret, so redaction is switched off for speed.
  const accessLog = log.child({}, { redact: [] });
  return (context) => {
    const milliseconds = performance.now() - context.started;
    const { request, response, route } = context;
    accessLog.info(line(context, milliseconds), 'request');
    const { method = '' } = request;
    onCompleted?.({ method, route, status: response.statusCode, seconds: milliseconds / 1000 });
  };
}

function line(context: RequestContext, milliseconds: number) {
  const { request, response } = context;
  return {
    requestId: context.requestId,
    method: request.method,
    route: context.route ?? 'none',
    parameters: parameterNames(request.originalUrl ?? request.url ?? ''),
    caller: context.caller,
    network: maskNetwork(context.network()),
    status: response.statusCode,
    ms: Math.round(milliseconds * 100) / 100,
    ...(context.traceId !== undefined && { traceId: context.traceId }),
  };
}
