import { type Api, type Operation, operationsOf } from '../model.ts';
import { operationName } from '../names.ts';
import { parameterType } from '../parameter-type.ts';
import { createTypeIndex, type TypeIndex } from '../type-index.ts';
import { block, braces, brackets, doc, file, key, lines, quote } from '../writer.ts';

/** routes.ts: the table that leads from a request to its operation. */
export function emitRoutes(api: Api): string {
  const index = createTypeIndex(api.types);
  const operations = operationsOf(api);
  const routes = operations.map((operation) => `${routeText(operation, index)},`);
  return file(api.banner, [
    "import type { OperationName, Services } from './services.ts';",
    routeInterface(operations, index),
    block('export const routes: readonly Route[] = [', routes, '];'),
  ]);
}

const usualMethods = ['get', 'post', 'put', 'delete', 'patch'];
const usualBodies = ['none', 'json', 'multipart'];
const usualParameters = ['string', 'boolean', 'integer', 'number'];

/** The union of the usual values and those the contract needs besides. */
function literals(usual: readonly string[], found: readonly string[]): string {
  return [...new Set([...usual, ...found])].map(quote).join(' | ');
}

function routeInterface(operations: readonly Operation[], index: TypeIndex): string {
  const methods = operations.map(({ method }) => method);
  const bodies = operations.map(bodyOf);
  const parameters = operations.flatMap(({ queryParameters }) =>
    queryParameters.map(({ shape }) => parameterType(shape, index)),
  );
  return block('export interface Route {', [
    'readonly operation: OperationName;',
    'readonly service: keyof Services<never>;',
    `readonly method: ${literals(usualMethods, methods)};`,
    lines(doc('Relative to the base path, with parameters in braces.'), 'readonly path: string;'),
    lines(doc('Whether it answers without a token.'), 'readonly public: boolean;'),
    lines(doc('Any one of them suffices; empty only when public.'), 'readonly scopes: readonly string[];'),
    `readonly body: ${literals(usualBodies, bodies)};`,
    'readonly bodyRequired: boolean;',
    lines(
      doc('What the text of each query parameter is read as.'),
      `readonly query: Readonly<Record<string, ${literals(usualParameters, parameters)}>>;`,
    ),
    lines(doc('Every status the operation may answer with.'), 'readonly statuses: readonly number[];'),
    lines(doc('Another path that leads here: the annotation `alias`.'), 'readonly alias?: string;'),
    lines(
      doc('Whether a session needs recent authentication: the annotation `recentAuthentication`.'),
      'readonly recentAuthentication?: boolean;',
    ),
    lines(doc('The largest body in bytes: the annotation `bodyLimit`.'), 'readonly bodyLimit?: number;'),
    lines(
      doc('Whether the printed reference lacks it: the annotation `later`.'),
      'readonly later?: boolean;',
    ),
    lines(doc('Whether a setting can close it: the annotation `closable`.'), 'readonly closable?: boolean;'),
    lines(doc('What counts its calls: the annotation `callLimit`.'), 'readonly callLimit?: string;'),
    lines(
      doc('Whether the address of an upload is checked first: the annotation `checkedBeforeUpload`.'),
      'readonly checkedBeforeUpload?: boolean;',
    ),
  ]);
}

/** How the body of a request is read; where several ways are declared, `any` of them as its media type says. */
function bodyOf({ bodies }: Operation): string {
  const kinds = new Set(bodies.map(({ kind }) => kind));
  const [only = 'none'] = kinds;
  return kinds.size > 1 ? 'any' : only;
}

/** The annotations of a method that its route tells about. */
const annotations = [
  'alias',
  'recentAuthentication',
  'bodyLimit',
  'later',
  'closable',
  'callLimit',
  'checkedBeforeUpload',
] as const;

function routeText(operation: Operation, index: TypeIndex): string {
  const { access, bodies, method, path } = operation;
  return block('{', [
    `operation: ${quote(operationName(operation.displayName))},`,
    `service: ${quote(operation.service)},`,
    `method: ${quote(method)},`,
    `path: ${quote(path)},`,
    `public: ${access.public},`,
    `scopes: ${brackets(access.scopes.map(quote))},`,
    `body: ${quote(bodyOf(operation))},`,
    `bodyRequired: ${bodies.length > 0 && bodies.every(({ required }) => required)},`,
    `query: ${queryText(operation, index)},`,
    `statuses: ${brackets(operation.responses.map(({ status }) => String(status)))},`,
    ...annotations.flatMap((name) => annotationText(operation, name)),
  ]);
}

/** What an annotation of the method says about its route; nothing when it has none. */
function annotationText({ extensions }: Operation, name: string): string[] {
  const value = extensions[`x-${name}`];
  if (value === undefined) return [];
  return [`${name}: ${typeof value === 'string' ? quote(value) : JSON.stringify(value)},`];
}

function queryText({ queryParameters }: Operation, index: TypeIndex): string {
  return braces(
    queryParameters.map(({ name, shape }) => `${key(name)}: ${quote(parameterType(shape, index))}`),
    ',',
  );
}
