import fc from 'fast-check';
import { arbitraryOf, type Schemas } from '../mock/values.ts';
import type { ProbedOperation, ProbedParameter } from './operations.ts';

/** A request as sent. */
export interface MadeRequest {
  readonly method: string;
  /** Including the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

type Values = Readonly<Record<string, unknown>>;

/** Generated requests that conform to the contract. */
export function requestsOf(operation: ProbedOperation, schemas: Schemas): fc.Arbitrary<MadeRequest> {
  const part = (where: ProbedParameter['in']): fc.Arbitrary<Values> => {
    const list = operation.parameters.filter((parameter) => parameter.in === where);
    return fc.record(
      Object.fromEntries(list.map(({ name, schema }) => [name, arbitraryOf(schema, schemas)])),
      { requiredKeys: list.filter(({ required }) => required).map(({ name }) => name) },
    );
  };
  const body = operation.body ? arbitraryOf(operation.body, schemas) : fc.constant(undefined);
  return fc
    .record({ path: part('path'), query: part('query'), headers: part('header'), body })
    .map((made) => ({
      method: operation.method.toUpperCase(),
      path: `${fill(operation.path, made.path)}${queryOf(made.query)}`,
      headers: headersOf(made.headers, made.body !== undefined),
      body: made.body === undefined ? undefined : JSON.stringify(made.body),
    }));
}

function fill(path: string, values: Values): string {
  return path.replace(
    /\{([^}]*)\}/g,
    (_, name: string) => encodeURIComponent(String(values[name]).toWellFormed()) || '-',
  );
}

function queryOf(values: Values): string {
  const entries = Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, textOf(one)]),
  );
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function headersOf(values: Values, hasBody: boolean): Record<string, string> {
  const own = Object.entries(values).map(([name, value]) => [
    name,
    textOf(value)
      .replace(/[^\x20-\x7e]/g, '-')
      .trim(),
  ]);
  return { ...Object.fromEntries(own), ...(hasBody && { 'content-type': 'application/json' }) };
}
