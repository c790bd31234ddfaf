import { readFileSync } from 'node:fs';
import {
  type Api,
  type JsonObject,
  type Operation,
  operationsOf,
  type Parameter,
  type Shape,
} from '../model.ts';
import { operationName } from '../names.ts';
import { parameterType } from '../parameter-type.ts';
import { createTypeIndex, type TypeIndex } from '../type-index.ts';
import { block, doc, file, lines } from '../writer.ts';
import { forReaders, without } from './bare-schema.ts';
import type { ServedOperation } from './request-runtime.ts';
import { schemaOf } from './schema.ts';
import type { Schema } from './validate-runtime.ts';

/** server.ts: the contract as a handler for node:http and Express; it needs no package. */
export function emitServer(api: Api): string {
  return file(api.banner, [
    lines(
      "import type { IncomingMessage, ServerResponse } from 'node:http';",
      "import type { Services } from './services.ts';",
    ),
    lines(
      doc(
        'Answers the requests of the contract with these services; for node:http and as middleware of Express.',
      ),
      block(
        'export function createHandler<Context>(services: Services<Context>, options: ServerOptions<Context>): Handler {',
        ['return serve(operations, schemas, services, options);'],
      ),
    ),
    runtime('server-runtime.ts'),
    runtime('request-runtime.ts'),
    runtime('validate-runtime.ts'),
    `const operations: readonly ServedOperation[] = ${JSON.stringify(servedOperations(api), undefined, 2)};`,
    `const schemas: Readonly<Record<string, Schema>> = ${JSON.stringify(servedSchemas(api), undefined, 2)};`,
  ]);
}

/** The part that is the same for every contract: a file beside this one, without its imports. */
function runtime(name: string): string {
  const text = readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
  return text.replace(/^import [^;]*;\n/gm, '').trim();
}

/** The named types, without what only readers need. */
export function servedSchemas(api: Api): Readonly<Record<string, Schema>> {
  const index = createTypeIndex(api.types);
  return Object.fromEntries(api.types.map(({ name, shape }) => [name, bare(schemaOf(shape, index))]));
}

export function servedOperations(api: Api): ServedOperation[] {
  const index = createTypeIndex(api.types);
  return operationsOf(api).map((operation) => served(operation, api.basePath, index));
}

function served(operation: Operation, basePath: string, index: TypeIndex): ServedOperation {
  const { access, bodies, displayName, method, path, responses, service } = operation;
  return {
    operation: operationName(displayName),
    service,
    method,
    path: `${basePath}${path}`,
    public: access.public,
    scopes: access.scopes,
    parameters: [
      ...operation.pathParameters.map((one) => parameter('path', one, index)),
      ...operation.queryParameters.map((one) => parameter('query', one, index)),
      ...operation.headers.map((one) => parameter('header', one, index)),
    ],
    bodies: bodies.map(({ kind, mediaType, shape }) => ({
      mediaType,
      kind,
      schema: kind === 'multipart' ? formSchema(shape, index) : bare(schemaOf(shape, index)),
    })),
    bodyRequired: bodies.length > 0 && bodies.every(({ required }) => required),
    statuses: Object.fromEntries(
      responses.map((response) => [
        response.status,
        response.bodies.find(({ kind }) => kind === 'json')?.mediaType ?? '',
      ]),
    ),
  };
}

function parameter(
  where: 'path' | 'query' | 'header',
  { name, required, shape }: Parameter,
  index: TypeIndex,
) {
  return {
    in: where,
    name,
    required,
    type: parameterType(shape, index),
    schema: bare(schemaOf(shape, index)),
  };
}

/** The parts that must be there; files and texts are not described further. */
function formSchema(shape: Shape, index: TypeIndex): Schema {
  const { required } = schemaOf(index.resolve(shape), index);
  return { type: 'object', ...(required !== undefined && { required }) };
}

/** A schema without what the adapter does not look at. */
function bare(schema: JsonObject): Schema {
  return without([...forReaders, 'default'], schema);
}
