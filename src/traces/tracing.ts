import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  DiagLogLevel,
  defaultTextMapGetter,
  diag,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { ApiError } from '../base/errors.ts';
import { memberOf } from '../base/failure.ts';
import type { Logger } from '../base/log.ts';
import type { TraceSettings } from '../base/trace-settings.ts';
import { packageVersion } from '../base/version.ts';
import { type Attributes, type OpenRequest, recordWith, type Tracing, type Work } from './spans.ts';

/**
 * Starts recording, and exports spans by OTLP. The OpenTelemetry library reads the endpoint, the sampling rate and the
 * headers from its own environment variables.
 * @returns a handle that exports the remaining spans and stops recording, within 5 seconds
 */
export function startTracing({ protocol }: TraceSettings, log: Logger): { close(): Promise<void> } {
  diag.setLogger(diagnosticsTo(log), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const exporter = new exporters[protocol]();
  const spanProcessors = [new BatchSpanProcessor(exporter)];
  const provider = new BasicTracerProvider({ resource: describeServer(), spanProcessors });
  recordWith(createTracing(provider.getTracer('itsyouonline', packageVersion)));
  return {
    async close() {
      recordWith(undefined);
      await Promise.race([provider.shutdown().catch(warnWith(log)), exportDelay()]);
      diag.disable();
    },
  };
}

const exporters = { 'http/json': JsonExporter, 'http/protobuf': ProtobufExporter };

/** Values from the environment are merged last, so that they win. */
function describeServer(): Resource {
  return defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'itsyouonline', 'service.version': packageVersion }))
    .merge(detectResources({ detectors: [envDetector] }));
}

const exportDelay = () => new Promise<void>((resolve) => setTimeout(resolve, 5_000).unref());

/** Logs problems without their stacks, so that an unavailable collector does not fill the log. */
function diagnosticsTo(log: Logger) {
  const warn = warnWith(log);
  const ignore = () => undefined;
  return { error: warn, warn, info: ignore, debug: ignore, verbose: ignore };
}

function warnWith(log: Logger): (problem: unknown) => void {
  return (problem) => log.warn({ reason: reasonOf(problem) }, 'traces could not be sent');
}

/** The library reports some errors as JSON with their stack. @returns the message only */
function reasonOf(problem: unknown): string {
  const text = String(problem);
  const error: unknown = text.startsWith('{') ? JSON.parse(text) : problem;
  return String(memberOf(error, 'message') ?? text);
}

/** The recorder on an OpenTelemetry tracer. */
function createTracing(tracer: Tracer): Tracing {
  const contexts = new AsyncLocalStorage<Context>();
  return {
    span({ name, kind, attributes = {} }, run) {
      const context = contexts.getStore();
      if (!context && kind !== 'client') return run();
      const around = context ?? ROOT_CONTEXT;
      const span = tracer.startSpan(name, { kind: kindOf({ kind, attributes }), attributes }, around);
      return contexts.run(trace.setSpan(around, span), () => ending(span, run));
    },
    request(headers, handle) {
      const context = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
      const span = tracer.startSpan('request', { kind: SpanKind.SERVER }, context);
      contexts.run(trace.setSpan(context, span), () => handle(openRequest(span)));
    },
  };
}

const propagator = new W3CTraceContextPropagator();

function kindOf({ kind, attributes }: Pick<Work, 'attributes'> & { kind: Work['kind'] }): SpanKind {
  return kind === 'client' || attributes?.['db.query.text'] ? SpanKind.CLIENT : SpanKind.INTERNAL;
}

function openRequest(span: Span): OpenRequest {
  return {
    traceId: span.spanContext().traceId,
    end(name: string, status: number, attributes: Attributes) {
      span.updateName(name);
      span.setAttributes({ ...attributes, 'http.response.status_code': status });
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

/** Ends a span when the work ends, synchronously or later. */
function ending<Result>(span: Span, run: () => Result): Result {
  try {
    const result = run();
    if (!(result instanceof Promise)) return finish(span, result);
    return result.then(
      (value) => finish(span, value),
      (error: unknown) => fail(span, error),
    ) as Result;
  } catch (error) {
    return fail(span, error);
  }
}

function finish<Value>(span: Span, value: Value): Value {
  span.end();
  return value;
}

/** Records the name of an error, never its message, which may quote what a user sent. A refusal is not a failure. */
function fail(span: Span, error: unknown): never {
  span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
  if (!(error instanceof ApiError && error.status < 500)) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
  throw error;
}
