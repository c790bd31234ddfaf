import type { Schema } from '../../codegen/emit/request-runtime.ts';
import type { ProbedOperation } from '../../codegen/probe/operations.ts';
import openapi from '../../generated/openapi.json' with { type: 'json' };
import { type Route, routes } from '../../generated/routes.ts';
import type { ValueSchema } from '../support/arbitraries.ts';

/** An operation of the contract, with what the fuzzer needs to know about it. */
export interface FuzzedOperation {
  readonly route: Route;
  /** The resource: `organizations apikeys`. */
  readonly resource: string;
  /** The names in braces, in order. */
  readonly pathNames: readonly string[];
  readonly query: readonly { readonly name: string; readonly schema: ValueSchema }[];
  /** The type of a JSON body. */
  readonly bodyType: string | undefined;
  readonly example: Readonly<Record<string, unknown>> | undefined;
  /** For making requests and checking responses like `npm run codegen -- probe`. */
  readonly probed: ProbedOperation;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: ValueSchema;
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: ValueSchema }>>;
}

const paths = openapi.paths as unknown as Readonly<Record<string, Readonly<Record<string, Described>>>>;
export const schemas = openapi.components.schemas as unknown as Readonly<
  Record<string, Schema & { readonly example?: Readonly<Record<string, unknown>> }>
>;

export const operations: readonly FuzzedOperation[] = routes.map((route) => {
  const described = paths[route.path]?.[route.method] ?? {};
  const schema = jsonOf(described.requestBody);
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
    probed: probedOf(route, described),
  };
});

function probedOf({ operation, method, path }: Route, described: Described): ProbedOperation {
  const { parameters = [], requestBody, responses = {} } = described;
  return {
    name: operation,
    method,
    path: `/api${path}`,
    parameters: parameters.map(({ in: where, name, required = false, schema = {} }) => ({
      in: where,
      name,
      required,
      schema: { ...schema },
    })),
    body: jsonOf(requestBody),
    responses: new Map(
      Object.entries(responses).map(([status, response]) => [Number(status), jsonOf(response)]),
    ),
  };
}

function jsonOf(content: Content | undefined): (ValueSchema & Schema) | undefined {
  const schema = content?.content?.['application/json']?.schema;
  return schema && { ...schema };
}

/** The first two literal segments of a path. */
export function resourceOf(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && !part.startsWith('{'))
    .slice(0, 2)
    .join(' ');
}
