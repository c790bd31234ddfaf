import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../src/base/config.ts';
import { readConfig } from '../../src/base/read-config.ts';

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

function problemsOf(variables: Record<string, string>): readonly string[] {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}

describe('traces', () => {
  test.each<[string, Record<string, string>, string | undefined]>([
    ['nothing is set', {}, undefined],
    ['an address is set', endpoint, 'http/protobuf'],
    ['an address for traces alone', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c/v1' }, 'http/protobuf'],
    ['the exporter is named', { OTEL_TRACES_EXPORTER: 'otlp' }, 'http/protobuf'],
    ['JSON is asked for', { ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }, 'http/json'],
    [
      'the protocol of traces differs',
      {
        ...endpoint,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
      },
      'http/json',
    ],
    ['all of OpenTelemetry is off', { ...endpoint, OTEL_SDK_DISABLED: 'true' }, undefined],
    ['there is no exporter', { ...endpoint, OTEL_TRACES_EXPORTER: 'none' }, undefined],
    ['the protocol does not matter', { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, undefined],
  ])('are sent, or not, when %s', (_when, variables, protocol) => {
    expect(readConfig(variables).traces?.protocol).toBe(protocol);
  });

  test('prevent the start when they cannot be sent as configured', () => {
    expect(problemsOf({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toEqual([
      'OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf or http/json',
    ]);
    expect(problemsOf({ ...endpoint, OTEL_TRACES_EXPORTER: 'zipkin' })).toEqual([
      'OTEL_TRACES_EXPORTER must be otlp or none',
    ]);
  });
});
