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
import type { OutputName } from '../outputs.ts';
import { parameterType } from '../parameter-type.ts';
import { reusing } from '../reuse.ts';
import { createTypeIndex, type TypeIndex } from '../type-index.ts';
import { block, doc, file, lines } from '../writer.ts';
import { forReaders, without } from './bare-schema.ts';
import type { Schema, ServedOperation } from './request-runtime.ts';
import { schemaOf } from './schema.ts';

/**
 * server.ts: the contract as a handler for node:http and Express, without dependencies. With compiled validators, it
 * has no validation of its own.
 */
export function emitServer(api: Api, outputs: readonly OutputName[]): string {
  const hasRules = !outputs.includes('validators.js');
  return file(api.banner, [
    lines(
      "import type { IncomingMessage, ServerResponse } from 'node:http';",
      "import type { OperationName, Services } from './services.ts';",
    ),
    lines(
      doc(
        'Handles the requests of the contract with these services; for node:http and as Express middleware.',
      ),
      block(
        `export function createHandler<Context>(services: Services<Context>, options: ${hasRules ? 'ServerOptions<Context>' : 'ServerOptions<Context> & { readonly check: Check }'}): Handler {`,
        [
          `return serve(operations, ${hasRules ? '(operation) => rulesOf(operation, schemas)' : 'undefined'}, services, options);`,
        ],
      ),
    ),
    runtime('server-runtime.ts'),
    runtime('refusal-runtime.ts'),
    runtime('request-runtime.ts'),
    runtime('form-runtime.ts'),
    runtime('route-runtime.ts'),
    runtime('json-runtime.ts'),
    ...(hasRules ? [runtime('rules-runtime.ts'), runtime('validate-runtime.ts')] : []),
    operationsText(servedOperations(api), hasRules),
    ...(hasRules
      ? [
          `const schemas: Readonly<Record<string, Schema>> = ${JSON.stringify(servedSchemas(api), undefined, 2)};`,
        ]
      : []),
  ]);
}

function operationsText(operations: readonly ServedOperation[], hasRules: boolean): string {
  const text = hasRules
    ? JSON.stringify(operations, undefined, 2)
    : `[\n${operations.map((one) => `  ${JSON.stringify(withoutRules(one))},\n`).join('')}]`;
  return `const operations: readonly ServedOperation[] = ${text};`;
}

function withoutRules({ parameters, bodies, ...operation }: ServedOperation): ServedOperation {
  return {
    ...operation,
    parameters: parameters.map(({ schema: _schema, ...parameter }) => parameter),
    bodies: bodies.map(({ schema: _schema, ...body }) => body),
  };
}

/** The part that is the same for every contract: a file beside this one, without its imports. */
function runtime(name: string): string {
  const text = readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
  return text.replace(/^import [^;]*;\n/gm, '').trim();
}

/** The named types, without notes for readers. */
export function servedSchemas(api: Api): Readonly<Record<string, Schema>> {
  const index = createTypeIndex(api.types);
  return Object.fromEntries(api.types.map(({ name, shape }) => [name, bare(schemaOf(shape, index))]));
}

export function servedOperations(api: Api): ServedOperation[] {
  const index = createTypeIndex(api.types);
  return operationsOf(api).map((operation) => served(operation, index, api.basePath));
}

const served = reusing((operation: Operation, index, basePath: string): ServedOperation => {
  const { access, bodies, displayName, extensions, method, path, responses, service } = operation;
  const alias = extensions['x-alias'];
  return {
    operation: operationName(displayName),
    service,
    method,
    path: `${basePath}${path}`,
    ...(typeof alias === 'string' && { alias: `${basePath}${alias}` }),
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
      ...(['urlencoded', 'multipart'].includes(kind) && { fields: fieldTypes(shape, index) }),
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
});

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

function fieldTypes(shape: Shape, index: TypeIndex): Readonly<Record<string, string>> {
  const form = index.resolve(shape);
  const properties = form.kind === 'object' ? index.flatten(form).properties : [];
  return Object.fromEntries(properties.map((property) => [property.name, fieldType(property.shape, index)]));
}

function fieldType(shape: Shape, index: TypeIndex): string {
  const target = index.resolve(shape);
  const isFile = (one: Shape): boolean => index.resolve(one).kind === 'file';
  if (target.kind === 'array') {
    const items = fieldType(target.items, index);
    return items.endsWith('[]') ? 'json' : `${items}[]`;
  }
  if (target.kind === 'any' || (target.kind === 'union' && target.options.some(isFile))) return 'any';
  return isFile(target) ? 'file' : parameterType(target, index);
}

/** The required parts; files and texts are not described further. */
function formSchema(shape: Shape, index: TypeIndex): Schema {
  const { required } = schemaOf(index.resolve(shape), index);
  return { type: 'object', ...(required !== undefined && { required }) };
}

/** A schema without keywords that the adapter ignores. */
function bare(schema: JsonObject): Schema {
  return without([...forReaders, 'default'], schema);
}
