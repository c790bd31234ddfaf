import openapi from '../../generated/openapi.json' with { type: 'json' };
import { type Route, routes } from '../../generated/routes.ts';
import type { ValueSchema } from '../support/arbitraries.ts';

/** An operation of the contract as the fuzzer needs it. */
export interface FuzzedOperation {
  readonly route: Route;
  /** What it is about: `organizations apikeys`. */
  readonly resource: string;
  /** The names in braces, in their order. */
  readonly pathNames: readonly string[];
  readonly query: readonly { readonly name: string; readonly schema: ValueSchema }[];
  /** Of a JSON body. */
  readonly bodyType: string | undefined;
  readonly example: Readonly<Record<string, unknown>> | undefined;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: ValueSchema;
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: ValueSchema }>>;
  };
}

const paths = openapi.paths as unknown as Readonly<Record<string, Readonly<Record<string, Described>>>>;
const schemas = openapi.components.schemas as unknown as Readonly<
  Record<string, { readonly example?: Readonly<Record<string, unknown>> }>
>;

export const operations: readonly FuzzedOperation[] = routes.map((route) => {
  const described = paths[route.path]?.[route.method] ?? {};
  const schema = described.requestBody?.content['application/json']?.schema;
  const bodyType = schema?.$ref?.slice(schema.$ref.lastIndexOf('/') + 1);
  return {
    route,
    resource: resourceOf(route.path),
    pathNames: [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
    query: (described.parameters ?? [])
      .filter((parameter) => parameter.in === 'query' && parameter.name !== 'access_token')
      .map(({ name, schema: values = {} }) => ({ name, schema: values })),
    bodyType,
    example: bodyType === undefined ? undefined : schemas[bodyType]?.example,
  };
});

/** The words of a path up to the second that is no parameter. */
export function resourceOf(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && !part.startsWith('{'))
    .slice(0, 2)
    .join(' ');
}
