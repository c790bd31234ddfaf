import { z } from 'zod';

const word = z.string().trim().min(1).optional();

/** The OpenTelemetry variables that decide whether and how traces are sent. Its library reads the others. */
export const traceVariables = {
  OTEL_SDK_DISABLED: word,
  OTEL_TRACES_EXPORTER: word,
  OTEL_EXPORTER_OTLP_ENDPOINT: word,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: word,
  OTEL_EXPORTER_OTLP_PROTOCOL: word,
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: word,
};

type TraceVariables = { readonly [Name in keyof typeof traceVariables]?: string | undefined };

export interface TraceSettings {
  readonly protocol: (typeof protocols)[number];
}

const protocols = ['http/protobuf', 'http/json'] as const;

/** @returns undefined when no traces are sent, which is so unless an endpoint or the exporter `otlp` is set */
export function traceSettings(variables: TraceVariables): TraceSettings | undefined {
  const protocol = protocolOf(variables);
  return protocol && areWanted(variables) ? { protocol } : undefined;
}

export function traceProblems(variables: TraceVariables): string[] {
  if (!areWanted(variables)) return [];
  const exporter = variables.OTEL_TRACES_EXPORTER ?? 'otlp';
  return [
    ...(exporter === 'otlp' ? [] : ['OTEL_TRACES_EXPORTER must be otlp or none']),
    ...(protocolOf(variables) ? [] : [`OTEL_EXPORTER_OTLP_PROTOCOL must be ${protocols.join(' or ')}`]),
  ];
}

function areWanted(variables: TraceVariables): boolean {
  if (variables.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return false;
  const address = variables.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? variables.OTEL_EXPORTER_OTLP_ENDPOINT;
  return (variables.OTEL_TRACES_EXPORTER ?? (address === undefined ? 'none' : 'otlp')) !== 'none';
}

function protocolOf(variables: TraceVariables): TraceSettings['protocol'] | undefined {
  const { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: own, OTEL_EXPORTER_OTLP_PROTOCOL: common } = variables;
  const requested = own ?? common ?? protocols[0];
  return protocols.find((protocol) => protocol === requested);
}
