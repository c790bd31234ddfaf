import { MethodNotAllowed } from '../base/errors.ts';
import type { RequestContext } from './request-context.ts';
import type { ResponseHeaders, ServiceResponse } from './respond.ts';

/** Answers a request, or throws to refuse it. */
export type Handler = (context: RequestContext) => ServiceResponse | Promise<ServiceResponse>;

/** The methods of one path. HEAD follows GET, OPTIONS answers with `Allow`, other methods get 405. */
export interface Endpoint {
  readonly handlers: Readonly<Record<string, Handler>>;
  /**
   * Whether pages of every origin may call it and read its responses, including refusals. Cookies are neither read nor
   * allowed: the credential is in the request.
   */
  readonly isCrossOrigin?: boolean;
}

/** Endpoints by path. The last segment may be a parameter: `/v1/oauth/register/:registration`. */
export type EndpointTable = Readonly<Record<string, Endpoint>>;

/** @returns the endpoint for a path; undefined when the table has none */
export type FindEndpoint = (path: string) => PreparedEndpoint | undefined;

export interface PreparedEndpoint {
  readonly route: string;
  /** Whether the last segment of the path is a parameter. */
  readonly isOpen: boolean;
  /** The headers of all its responses. */
  readonly headers: ResponseHeaders;
  handle(context: RequestContext): ServiceResponse | Promise<ServiceResponse>;
}

const crossOriginHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'WWW-Authenticate, DPoP-Nonce',
};

/**
 * Prepares a table. Endpoints are found by path; a trailing slash is ignored.
 * @param common headers of all responses
 */
export function createEndpoints(table: EndpointTable, common: ResponseHeaders): FindEndpoint {
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
  common: ResponseHeaders,
): PreparedEndpoint {
  const methods = Object.keys(handlers);
  const allow = [...methods, ...(handlers.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  return {
    route,
    isOpen: route.includes(':'),
    headers: isCrossOrigin ? { ...common, ...crossOriginHeaders } : common,
    handle(context) {
      const { method = '' } = context.request;
      const handler = handlers[method === 'HEAD' ? 'GET' : method];
      if (handler) return handler(context);
      if (method !== 'OPTIONS') throw new MethodNotAllowed(allow);
      return isCrossOrigin ? preflight(context, methods, allow) : { status: 204, headers: { Allow: allow } };
    },
  };
}

/** The response to a CORS preflight request. */
function preflight({ request }: RequestContext, methods: readonly string[], allow: string): ServiceResponse {
  return {
    status: 200,
    headers: {
      Allow: allow,
      'Access-Control-Allow-Methods': methods.join(', '),
      'Access-Control-Allow-Headers': request.headers['access-control-request-headers'],
    },
  };
}
