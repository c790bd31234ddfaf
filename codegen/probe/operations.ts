import type { Schema } from '../emit/request-runtime.ts';
import { schemaOf } from '../emit/schema.ts';
import { type Api, type Operation, operationsOf, type Parameter } from '../model.ts';
import { createTypeIndex, type TypeIndex } from '../type-index.ts';

/** An operation as the probe needs it, read from a contract or from an OpenAPI document. */
export interface ProbedOperation {
  readonly name: string;
  /** In lower case. */
  readonly method: string;
  /** Including the base path of the API. */
  readonly path: string;
  readonly parameters: readonly ProbedParameter[];
  /** Of a JSON body. */
  readonly body: Schema | undefined;
  /** The schema of the JSON response for each declared status; undefined for other responses. */
  readonly responses: ReadonlyMap<number, Schema | undefined>;
}

export interface ProbedParameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

export function probedOperations(api: Api): ProbedOperation[] {
  const index = createTypeIndex(api.types);
  return operationsOf(api).map((operation) => probed(operation, api.basePath, index));
}

function probed(operation: Operation, basePath: string, index: TypeIndex): ProbedOperation {
  const { bodies, displayName, headers, method, path, pathParameters, queryParameters, responses } =
    operation;
  const json = bodies.find(({ kind }) => kind === 'json');
  return {
    name: displayName,
    method,
    path: `${basePath}${path}`,
    parameters: [
      ...pathParameters.map((one) => parameter('path', one, index)),
      ...queryParameters.map((one) => parameter('query', one, index)),
      ...headers.map((one) => parameter('header', one, index)),
    ],
    body: json && schemaOf(json.shape, index),
    responses: new Map(
      responses.map((response) => {
        const body = response.bodies.find(({ kind }) => kind === 'json');
        return [response.status, body && schemaOf(body.shape, index)];
      }),
    ),
  };
}

function parameter(
  where: ProbedParameter['in'],
  { name, required, shape }: Parameter,
  index: TypeIndex,
): ProbedParameter {
  return { in: where, name, required, schema: schemaOf(shape, index) };
}
