import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '../base/principal.ts';
import { networkOf } from './client-address.ts';
import type { Proxies } from './proxies.ts';
import { type ResponseHeaders, respond, type ServiceResponse } from './respond.ts';

/** The kind of caller: how a user or client has authenticated. */
export type CallerKind = 'none' | 'session' | 'userApiKey' | 'consent' | 'organizationApiKey' | 'client';

/** A request as received by the server; `originalUrl` is the original target if `url` was changed. */
export type ReceivedRequest = IncomingMessage & { originalUrl?: string };

const acceptableId = /^[\w.-]{1,64}$/;

/** A request that is being processed, and what is known about it beyond its content. */
export class RequestContext {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
  /** As sent, without the query. */
  readonly path: string;
  /** The id of the request in the log; also sent as `X-Request-Id`. */
  readonly requestId: string;
  readonly started = performance.now();
  /** The path with the names of its parameters, for the log: their values may be secret or personal. */
  route: string | undefined;
  /** The kind of caller, for the log; never its name. */
  caller: CallerKind = 'none';
  /** The caller, once the API has authenticated it. */
  principal: Principal | undefined;
  /** Undefined when tracing is off and the caller sent no trace id. */
  traceId: string | undefined;
  /** The last path segment of an endpoint with a parameter, percent-decoded. */
  parameter = '';
  /** The headers of every response to the request. */
  headers: ResponseHeaders;
  readonly #proxies: Proxies;
  #network: string | undefined;

  constructor(
    request: ReceivedRequest,
    response: ServerResponse,
    path: string,
    headers: ResponseHeaders,
    proxies: Proxies,
  ) {
    this.request = request;
    this.response = response;
    this.path = path;
    this.headers = headers;
    this.#proxies = proxies;
    this.requestId = givenId(request, proxies) ?? randomUUID();
  }

  /** The network the request came from, for rate limits. */
  network(): string {
    this.#network ??= networkOf(this.#proxies.addressOf(this.request));
    return this.#network;
  }

  /** Sends the response. */
  send(response: ServiceResponse): void {
    respond(this.response, response, this.headers, this.requestId);
  }
}

/** A trusted proxy's id connects its log with ours. Ids of other callers are ignored. */
function givenId(request: ReceivedRequest, proxies: Proxies): string | undefined {
  const given = request.headers['x-request-id'];
  const isTrusted = typeof given === 'string' && acceptableId.test(given) && proxies.isFromProxy(request);
  return isTrusted ? given : undefined;
}

const attached = Symbol('request context');

/** The context is a property of the response: a map would cost more than the rest of the processing. */
type ContextResponse = ServerResponse & { [attached]?: RequestContext };

/** Attaches the context to the response, for code that only has request and response. */
export function attachRequestContext(context: RequestContext): void {
  const response: ContextResponse = context.response;
  response[attached] = context;
}

/** @throws Error for a response that did not come through the front */
export function requestContextOf(response: ContextResponse): RequestContext {
  const context = response[attached];
  if (!context) throw new Error('the request did not come through the front');
  return context;
}
