import { MethodNotAllowed } from '../base/errors.ts';
import type { Arrival } from './arrival.ts';
import type { AnswerHeaders, ServiceResponse } from './respond.ts';

/** Answers a request, or refuses it by throwing. */
export type Handler = (arrival: Arrival) => ServiceResponse | Promise<ServiceResponse>;

/** What one address answers: HEAD for GET, OPTIONS with `Allow`, 405 for the rest. */
export interface Endpoint {
  readonly handlers: Readonly<Record<string, Handler>>;
  /**
   * Whether pages of every origin may call it, refusals readable too. No cookie is looked at or allowed for: the
   * credential is in the request.
   */
  readonly isCrossOrigin?: boolean;
}

/** By path. The last segment may be open: `/v1/oauth/register/:registration`. */
export type EndpointTable = Readonly<Record<string, Endpoint>>;

/** @returns what answers a request; undefined when its path is none of the table */
export type FindEndpoint = (path: string) => PreparedEndpoint | undefined;

export interface PreparedEndpoint {
  readonly route: string;
  /** Whether the last segment of the path is a parameter. */
  readonly isOpen: boolean;
  /** What all its answers say. */
  readonly headers: AnswerHeaders;
  answer(arrival: Arrival): ServiceResponse | Promise<ServiceResponse>;
}

const crossOriginHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'WWW-Authenticate, DPoP-Nonce',
};

/**
 * Prepares a table: an address is found by its path, a slash at its end is ignored.
 * @param common headers of all answers
 */
export function createEndpoints(table: EndpointTable, common: AnswerHeaders): FindEndpoint {
  const endpoints = new Map(
    Object.entries(table).map(([route, endpoint]) => [keyOf(route), prepare(route, endpoint, common)]),
  );
  return (path) => {
    const plain = path.endsWith('/') ? path.slice(0, -1) : path;
    return endpoints.get(plain) ?? endpoints.get(openKey(plain));
  };
}

function keyOf(route: string): string {
  return route.includes(':') ? openKey(route) : route;
}

function openKey(path: string): string {
  return `${path.slice(0, path.lastIndexOf('/'))}/:`;
}

function prepare(
  route: string,
  { handlers, isCrossOrigin = false }: Endpoint,
  common: AnswerHeaders,
): PreparedEndpoint {
  const methods = Object.keys(handlers);
  const allow = [...methods, ...(handlers.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  return {
    route,
    isOpen: route.includes(':'),
    headers: isCrossOrigin ? { ...common, ...crossOriginHeaders } : common,
    answer(arrival) {
      const { method = '' } = arrival.request;
      const handler = handlers[method === 'HEAD' ? 'GET' : method];
      if (handler) return handler(arrival);
      if (method !== 'OPTIONS') throw new MethodNotAllowed(allow);
      return isCrossOrigin ? preflight(arrival, methods, allow) : { status: 204, headers: { Allow: allow } };
    },
  };
}

/** What browsers ask for before a request of another origin. */
function preflight({ request }: Arrival, methods: readonly string[], allow: string): ServiceResponse {
  return {
    status: 200,
    headers: {
      Allow: allow,
      'Access-Control-Allow-Methods': methods.join(', '),
      'Access-Control-Allow-Headers': request.headers['access-control-request-headers'],
    },
  };
}
