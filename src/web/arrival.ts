import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '../base/principal.ts';
import { networkOf } from './client-address.ts';
import type { Proxies } from './proxies.ts';
import { type AnswerHeaders, respond, type ServiceResponse } from './respond.ts';

/** What kind of caller made a request: how a user or client proved who it is. */
export type CallerKind = 'none' | 'session' | 'userApiKey' | 'consent' | 'organizationApiKey' | 'client';

/** A request as the server hands it over; with the target as it was sent, where `url` is another. */
export type ArrivedRequest = IncomingMessage & { originalUrl?: string };

const acceptableId = /^[\w.-]{1,64}$/;

/** A request on its way to an answer, and what is known about it besides what it says itself. */
export class Arrival {
  readonly request: ArrivedRequest;
  readonly response: ServerResponse;
  /** As sent, without query. */
  readonly path: string;
  /** The id under which the request is found in the log; also sent as `X-Request-Id`. */
  readonly requestId: string;
  readonly started = performance.now();
  /** The path with the names of its parameters, for the log: their values may be secret or personal. */
  route: string | undefined;
  /** Who is calling, for the log: the kind, never the name. */
  caller: CallerKind = 'none';
  /** Who is calling, where the API found that out. */
  principal: Principal | undefined;
  /** Undefined when nothing is recorded and the caller has named none. */
  traceId: string | undefined;
  /** What fills the last segment of an endpoint's path that is open, percent-decoded. */
  parameter = '';
  /** What every answer to it says. */
  headers: AnswerHeaders;
  readonly #proxies: Proxies;
  #network: string | undefined;

  constructor(
    request: ArrivedRequest,
    response: ServerResponse,
    path: string,
    headers: AnswerHeaders,
    proxies: Proxies,
  ) {
    this.request = request;
    this.response = response;
    this.path = path;
    this.headers = headers;
    this.#proxies = proxies;
    this.requestId = givenId(request, proxies) ?? randomUUID();
  }

  /** The network the request came from, for counting. */
  network(): string {
    this.#network ??= networkOf(this.#proxies.addressOf(this.request));
    return this.#network;
  }

  /** Writes the answer. */
  answer(answer: ServiceResponse): void {
    respond(this.response, answer, this.headers, this.requestId);
  }
}

/** An id of a trusted proxy joins its log and ours; of others it would only confuse. */
function givenId(request: ArrivedRequest, proxies: Proxies): string | undefined {
  const given = request.headers['x-request-id'];
  const isTrusted = typeof given === 'string' && acceptableId.test(given) && proxies.isFromProxy(request);
  return isTrusted ? given : undefined;
}

const noted = Symbol('arrival');

/** The response holds it: a map of all of them would cost more than the rest of a request's way. */
type NotedResponse = ServerResponse & { [noted]?: Arrival };

/** Hands a request on to what knows requests and responses only. */
export function noteArrival(arrival: Arrival): void {
  const response: NotedResponse = arrival.response;
  response[noted] = arrival;
}

/** @throws Error for a response that did not come from the front */
export function arrivalOf(response: NotedResponse): Arrival {
  const arrival = response[noted];
  if (!arrival) throw new Error('the request did not come through the front');
  return arrival;
}
