import type { IncomingHttpHeaders } from 'node:http';

/** Attributes of a span. They leave the server, so they must be neither secret nor personal. */
export type Attributes = Readonly<Record<string, string | number>>;

/** One piece of work, shown as a span in the operator's traces. */
export interface Work {
  readonly name: string;
  /** `client`: a call to another server. Work of any other kind is recorded only as part of other work. */
  readonly kind?: 'client';
  readonly attributes?: Attributes;
}

/** A request that is being answered. */
export interface OpenRequest {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** @param name the method and the template of the route */
  end(name: string, status: number, attributes: Attributes): void;
}

/** Records work; see `tracing.ts`. */
export interface Tracing {
  /** Runs `run`, which may be asynchronous, and records how long it takes and how it ends. */
  span<Result>(work: Work, run: () => Result): Result;
  /** Begins a request. All work that `handle` begins, now or later, becomes part of it. */
  request(headers: IncomingHttpHeaders, handle: (request: OpenRequest) => void): void;
}

let tracing: Tracing | undefined;

/** Starts recording, or stops with undefined. Until it is called, tracing costs nothing and loads nothing. */
export function recordWith(recorder: Tracing | undefined): void {
  tracing = recorder;
}

/** Runs `run` as part of the current work. @returns its result */
export function inSpan<Result>(work: Work, run: () => Result): Result {
  return tracing ? tracing.span(work, run) : run();
}

/** Runs an SQL statement. Its text contains no values, because these are parameters. */
export function inStatementSpan<Result>(text: string, send: () => Result): Result {
  if (!tracing) return send();
  const [operation = ''] = text.trimStart().split(/\s/, 1);
  const attributes = {
    'db.system.name': 'postgresql',
    'db.operation.name': operation,
    'db.query.text': text,
  };
  return tracing.span({ name: operation, attributes }, send);
}

/** Calls another server. @param service its purpose: `mail`, `sms` */
export function inCallSpan<Result>(service: string, host: string, call: () => Result): Result {
  if (!tracing) return call();
  return tracing.span({ name: service, kind: 'client', attributes: { 'server.address': host } }, call);
}

/** Begins a request. @param@param handle gets undefined when tracing is off */
export function inRequestSpan(
  headers: IncomingHttpHeaders,
  handle: (request: OpenRequest | undefined) => void,
): void {
  if (tracing) tracing.request(headers, handle);
  else handle(undefined);
}

const traceParent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/;

/** @returns the id of the trace that the caller has begun (W3C Trace Context, section 3.2) */
export function traceIdOf({ traceparent }: IncomingHttpHeaders): string | undefined {
  return typeof traceparent === 'string' ? traceParent.exec(traceparent)?.[1] : undefined;
}
