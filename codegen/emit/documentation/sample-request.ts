import type { Body, Json, Operation, Parameter } from '../../model.ts';
import type { TypeIndex } from '../../type-index.ts';
import { exampleOf } from './example.ts';

/** Placeholder for scheme and host of the server; the server of the pages fills it in. */
export const serverPlaceholder = '{{server}}';

/** The request shown by the examples in every language. */
export interface SampleRequest {
  readonly method: string;
  readonly url: string;
  readonly hasToken: boolean;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: SampleBody | undefined;
}

export type SampleBody =
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'form'; readonly parts: readonly SamplePart[] }
  | { readonly kind: 'file' };

/** A file, which has no value. */
export interface SamplePart {
  readonly name: string;
  readonly value: string | undefined;
}

/** The required parameters and body, with the contract's examples. */
export function sampleRequestOf(operation: Operation, basePath: string, index: TypeIndex): SampleRequest {
  const { method, path, access, queryParameters, headers, bodies } = operation;
  const values = new Map(operation.pathParameters.map((each) => [each.name, exampleText(each, index)]));
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(values.get(name) ?? name),
  );
  const query = new URLSearchParams(required(queryParameters, index)).toString();
  const [body] = bodies;
  return {
    method: method.toUpperCase(),
    url: `${serverPlaceholder}${basePath}${filled}${query === '' ? '' : `?${query}`}`,
    hasToken: !access.public || access.scopes.length > 0,
    headers: required(headers, index),
    body: body && bodyOf(body, index),
  };
}

function required(parameters: readonly Parameter[], index: TypeIndex): [string, string][] {
  return parameters.filter((each) => each.required).map((each) => [each.name, exampleText(each, index)]);
}

function exampleText({ name, shape }: Parameter, index: TypeIndex): string {
  const value = exampleOf(shape, index);
  return value === undefined || value === 'text' ? name : String(value);
}

function bodyOf({ kind, shape }: Body, index: TypeIndex): SampleBody {
  if (kind === 'json') return { kind, value: exampleOf(shape, index) ?? null };
  const form = index.resolve(shape);
  if ((kind !== 'multipart' && kind !== 'urlencoded') || form.kind !== 'object') return { kind: 'file' };
  const parts = index.flatten(form).properties.map(({ name, shape: part }) => {
    const value = exampleOf(part, index);
    return { name, value: value === undefined ? undefined : String(value) };
  });
  return { kind: 'form', parts };
}
