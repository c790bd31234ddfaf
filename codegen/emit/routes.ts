import { type Api, type Operation, operationsOf } from '../model.ts';
import { operationName } from '../names.ts';
import { parameterType } from '../parameter-type.ts';
import { reusing } from '../reuse.ts';
import { createTypeIndex, type TypeIndex } from '../type-index.ts';
import { block, braces, brackets, doc, file, lines, literal, quote } from '../writer.ts';

/** routes.ts: the table that maps requests to operations. */
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

const defaultMethods = ['get', 'post', 'put', 'delete', 'patch'];
const defaultBodies = ['none', 'json', 'multipart'];
const defaultParameters = ['string', 'boolean', 'integer', 'number'];

/** The union of the default values and additional ones in the contract. */
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
    `readonly method: ${literals(defaultMethods, methods)};`,
    lines(doc('Relative to the base path, with parameters in braces.'), 'readonly path: string;'),
    lines(doc('Whether it works without a token.'), 'readonly public: boolean;'),
    lines(doc('Any one of them suffices; empty only when public.'), 'readonly scopes: readonly string[];'),
    `readonly body: ${literals(defaultBodies, bodies)};`,
    'readonly bodyRequired: boolean;',
    lines(
      doc('How to parse each query parameter.'),
      `readonly query: Readonly<Record<string, ${literals(defaultParameters, parameters)}>>;`,
    ),
    lines(doc('Every status the operation may return.'), 'readonly statuses: readonly number[];'),
    lines(doc('Another path of the operation: the annotation `alias`.'), 'readonly alias?: string;'),
    lines(
      doc('Whether a session needs recent authentication: the annotation `recentAuthentication`.'),
      'readonly recentAuthentication?: boolean;',
    ),
    lines(doc('The largest body in bytes: the annotation `bodyLimit`.'), 'readonly bodyLimit?: number;'),
    lines(
      doc('Whether it is missing from the printed reference: the annotation `later`.'),
      'readonly later?: boolean;',
    ),
    lines(doc('Whether a setting can close it: the annotation `closable`.'), 'readonly closable?: boolean;'),
    lines(doc('The limit on its calls: the annotation `callLimit`.'), 'readonly callLimit?: string;'),
    lines(
      doc('Whether an upload is checked by its path first: the annotation `checkedBeforeUpload`.'),
      'readonly checkedBeforeUpload?: boolean;',
    ),
  ]);
}

/** How to read the body of a request; `any` if its media type decides between several ways. */
function bodyOf({ bodies }: Operation): string {
  const kinds = new Set(bodies.map(({ kind }) => kind));
  const [only = 'none'] = kinds;
  return kinds.size > 1 ? 'any' : only;
}

/** The annotations of a method that are in its route. */
const annotations = [
  'alias',
  'recentAuthentication',
  'bodyLimit',
  'later',
  'closable',
  'callLimit',
  'checkedBeforeUpload',
] as const;

const routeText = reusing((operation: Operation, index): string => {
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
});

/** The property of a route from an annotation of its method, if present. */
function annotationText({ extensions }: Operation, name: string): string[] {
  const value = extensions[`x-${name}`];
  if (value === undefined) return [];
  return [`${name}: ${typeof value === 'string' ? quote(value) : JSON.stringify(value)},`];
}

function queryText({ queryParameters }: Operation, index: TypeIndex): string {
  return braces(
    queryParameters.map(({ name, shape }) => literal(name, parameterType(shape, index))),
    ',',
  );
}
