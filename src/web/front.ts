import type { RequestListener } from 'node:http';
import { type Logger, parameterNames } from '../base/log.ts';
import { Arrival, type ArrivedRequest, noteArrival } from './arrival.ts';
import { maskNetwork } from './client-address.ts';
import { createEndpoints, type EndpointTable, type PreparedEndpoint } from './endpoints.ts';
import { answerFailure } from './error-handler.ts';
import { refuseMalformedPath } from './percent-encoding.ts';
import type { Proxies } from './proxies.ts';
import type { AnswerHeaders } from './respond.ts';
import { securityHeaders } from './security-headers.ts';
import { traceRequest } from './trace-request.ts';

export interface FrontDependencies {
  readonly log: Logger;
  readonly publicUrl: string;
  readonly proxies: Proxies;
  /** Endpoints for programs. */
  readonly endpoints: EndpointTable;
  /** Handlers by path prefix, such as `/api`. */
  readonly apis: Readonly<Record<string, (arrival: Arrival) => Promise<void>>>;
  /** Handles everything else. */
  readonly pages: RequestListener;
  /** Called after each request. */
  readonly onAnswered?: (answered: AnsweredRequest) => void;
}

export interface AnsweredRequest {
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
  const answer = createAnswer(deps, headers);
  const finish = finisher(log, deps.onAnswered);
  return (request, response) => {
    const path = normalize(request);
    const arrival = new Arrival(request, response, path, headers, proxies);
    response.on('finish', () => finish(arrival));
    traceRequest(arrival, () => {
      answer(arrival).catch((error: unknown) => fail(deps, arrival, error));
    });
  };
}

type Answer = (arrival: Arrival) => Promise<void>;

function createAnswer({ endpoints, apis, pages }: FrontDependencies, headers: AnswerHeaders): Answer {
  const findEndpoint = createEndpoints(endpoints, headers);
  const findApi = createApiFinder(apis);
  return async (arrival) => {
    const { path } = arrival;
    const endpoint = findEndpoint(path);
    const api = endpoint ? undefined : findApi(path);
    if (!endpoint && !api) return handOn(pages, arrival);
    refuseMalformedPath(path);
    return endpoint ? answerAt(endpoint, arrival) : api?.(arrival);
  };
}

function createApiFinder(apis: FrontDependencies['apis']): (path: string) => Answer | undefined {
  const roots = Object.entries(apis).map(([root, answer]) => ({ root, below: `${root}/`, answer }));
  return (path) => roots.find(({ root, below }) => path.startsWith(below) || path === root)?.answer;
}

async function answerAt(endpoint: PreparedEndpoint, arrival: Arrival): Promise<void> {
  arrival.route = endpoint.route;
  arrival.headers = endpoint.headers;
  if (endpoint.isOpen) arrival.parameter = lastSegment(arrival.path);
  arrival.answer(await endpoint.answer(arrival));
}

function lastSegment(path: string): string {
  const [segment = ''] = path.split('/').filter(Boolean).slice(-1);
  return decodeURIComponent(segment);
}

/** The handler of the pages sets its own headers one by one. */
function handOn(pages: RequestListener, arrival: Arrival): void {
  const { request, response, headers, requestId } = arrival;
  response.setHeaders(
    new Map(Object.entries({ ...headers, 'X-Request-Id': requestId }) as [string, string][]),
  );
  noteArrival(arrival);
  pages(request, response);
}

/** Logs a failure and answers it. */
function fail(deps: FrontDependencies, arrival: Arrival, error: unknown): void {
  const answer = answerFailure(deps, arrival, error);
  if (arrival.response.headersSent) return void arrival.response.destroy();
  arrival.answer(answer);
}

/**
 * Normalizes the request target. Old clients join base URL and path with an extra slash, `/api//users/bob`, and a proxy
 * may send an absolute URL (RFC 9112, section 3.2.2).
 * @returns the path; the request gets the normalized target
 */
function normalize(request: ArrivedRequest): string {
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

function finisher(log: Logger, onAnswered: FrontDependencies['onAnswered']): (arrival: Arrival) => void {
  // These lines contain nothing secret, so redaction is switched off for speed.
  const accessLog = log.child({}, { redact: [] });
  return (arrival) => {
    const milliseconds = performance.now() - arrival.started;
    const { request, response, route } = arrival;
    accessLog.info(line(arrival, milliseconds), 'request');
    const { method = '' } = request;
    onAnswered?.({ method, route, status: response.statusCode, seconds: milliseconds / 1000 });
  };
}

function line(arrival: Arrival, milliseconds: number) {
  const { request, response } = arrival;
  return {
    requestId: arrival.requestId,
    method: request.method,
    route: arrival.route ?? 'none',
    parameters: parameterNames(request.originalUrl ?? request.url ?? ''),
    caller: arrival.caller,
    network: maskNetwork(arrival.network()),
    status: response.statusCode,
    ms: Math.round(milliseconds * 100) / 100,
    ...(arrival.traceId !== undefined && { traceId: arrival.traceId }),
  };
}
