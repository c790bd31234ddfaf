import type { IncomingHttpHeaders } from 'node:http';

/** Facts of a piece of work. None may be secret or personal: they leave the server. */
export type Attributes = Readonly<Record<string, string | number>>;

/** One piece of work, as the operator's traces show it. */
export interface Work {
  readonly name: string;
  /** `client`: another server does it. Work of any other kind is shown only as a part of some other work. */
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

/** What records work; see `tracing.ts`. */
export interface Tracing {
  /** Runs `work`, which may be asynchronous, and records how long it takes and how it ends. */
  span<Result>(work: Work, run: () => Result): Result;
  /** Begins a request. All that `answer` begins, now or later, becomes a part of it. */
  request(headers: IncomingHttpHeaders, answer: (request: OpenRequest) => void): void;
}

let tracing: Tracing | undefined;

/** Records work from now on, or stops with undefined. Until then, tracing costs nothing and nothing is loaded for it. */
export function recordWith(recorder: Tracing | undefined): void {
  tracing = recorder;
}

/** Runs `work` as a part of what this is called in. @returns what it returns */
export function inSpan<Result>(work: Work, run: () => Result): Result {
  return tracing ? tracing.span(work, run) : run();
}

/** Sends a statement. Its text has no values: these go beside it. */
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

/** Asks another server. @param service what it is for: `mail`, `sms` */
export function inCallSpan<Result>(service: string, host: string, call: () => Result): Result {
  if (!tracing) return call();
  return tracing.span({ name: service, kind: 'client', attributes: { 'server.address': host } }, call);
}

/** Begins a request. @param answer gets undefined where nothing is recorded */
export function inRequestSpan(
  headers: IncomingHttpHeaders,
  answer: (request: OpenRequest | undefined) => void,
): void {
  if (tracing) tracing.request(headers, answer);
  else answer(undefined);
}

const traceParent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/;

/** @returns the id of the trace that a caller has begun (W3C Trace Context, section 3.2) */
export function traceIdOf({ traceparent }: IncomingHttpHeaders): string | undefined {
  return typeof traceparent === 'string' ? traceParent.exec(traceparent)?.[1] : undefined;
}
