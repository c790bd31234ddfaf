import { readFileSync } from 'node:fs';
import { type Api, type Operation, operationsOf, type Response } from '../model.ts';
import { operationName, requestName, responseName } from '../names.ts';
import { parameterType } from '../parameter-type.ts';
import { reusing } from '../reuse.ts';
import { createTypeIndex, type TypeIndex } from '../type-index.ts';
import { block, braces, doc, file, key, lines, literal, method, quote } from '../writer.ts';
import { summary } from './operations.ts';

/** The contract-independent part of the client: files next to this one. Only in the client are functions private. */
const runtimes = ['client-runtime.ts', 'json-runtime.ts'].map((name) =>
  readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')
    .replace(/^import [^;]*;\n/gm, '')
    .replace(/^export ((async )?function (send|toJson))/gm, '$1')
    .trim(),
);

/** client.ts: one method per operation, over fetch. */
export function emitClient(api: Api): string {
  const index = createTypeIndex(api.types);
  const operations = operationsOf(api);
  return file(api.banner, [
    operations.length === 0 ? '' : "import type * as O from './operations.ts';",
    block(
      'export interface Client {',
      operations.map((operation) => methodText(operation, index)),
    ),
    lines(
      doc(
        'Every method sends one request and returns what the contract declares for its status.\n@throws UndeclaredStatus, and the errors of `fetch`',
      ),
      block('export function createClient(options: ClientOptions): Client {', [
        block(
          'return {',
          operations.map((operation) => `${callText(operation, index)},`),
          '};',
        ),
      ]),
    ),
    block(
      'const calls = {',
      operations.map((operation) => `${specification(operation, index)},`),
      '} satisfies Record<string, Call>;',
    ),
    ...runtimes,
  ]);
}

const methodText = reusing((operation: Operation): string => {
  const { displayName } = operation;
  const result = `Promise<O.${responseName(displayName)}>`;
  return lines(doc(summary(operation)), method(operationName(displayName), [argument(operation)], result));
});

function argument(operation: Operation): string {
  const request = `O.${requestName(operation.displayName)}`;
  const needed = neededParts(operation);
  if (needed.length === 0) return `request?: Partial<${request}>`;
  return `request: Given<${request}, ${needed.map(quote).join(' | ')}>`;
}

/** The required parts of a request. */
function neededParts({ pathParameters, queryParameters, headers, bodies }: Operation): string[] {
  return [
    ...(pathParameters.length > 0 ? ['path'] : []),
    ...(queryParameters.some(({ required }) => required) ? ['query'] : []),
    ...(headers.some(({ required }) => required) ? ['headers'] : []),
    ...(bodies.length > 0 && bodies.every(({ required }) => required) ? ['body'] : []),
    ...(bodies.length > 1 ? ['contentType'] : []),
  ];
}

const callText = reusing((operation: Operation): string => {
  const name = operationName(operation.displayName);
  const request = neededParts(operation).length === 0 ? 'request = {}' : 'request';
  return `${name}: (${request}) => send(options, calls.${name}, request)`;
});

const specification = reusing((operation: Operation, index): string => {
  const { displayName, method: verb, path, bodies, responses } = operation;
  const name = operationName(displayName);
  const members = [
    `operation: ${quote(name)}`,
    `method: ${quote(verb.toUpperCase())}`,
    `path: ${quote(path)}`,
    ...bodyMembers(bodies),
    `responses: ${braces(
      responses.map((response) => `${response.status}: ${responseText(response, index)}`),
      ',',
    )}`,
  ];
  return `${name}: ${braces(members, ',')}`;
});

/** How a body is sent, with its media type if not implied. */
function bodyMembers(bodies: Operation['bodies']): string[] {
  const [only] = bodies;
  if (!only) return [];
  if (bodies.length > 1) {
    return [
      `bodies: ${braces(
        bodies.map(({ kind, mediaType }) => `${key(mediaType)}: ${quote(kind)}`),
        ',',
      )}`,
    ];
  }
  const implied = ['application/json', 'multipart/form-data'].includes(only.mediaType);
  return [`body: ${quote(only.kind)}`, ...(implied ? [] : [`contentType: ${quote(only.mediaType)}`])];
}

function responseText({ bodies, headers }: Response, index: TypeIndex): string {
  const read = headers.map(({ name, shape }) =>
    literal(name, isNumeric(parameterType(shape, index)) ? 'number' : 'string'),
  );
  return braces(
    [
      ...(['json', 'text', 'bytes'] as const).flatMap((kind) =>
        bodies.some((body) => body.kind === kind) ? [`${kind}: true`] : [],
      ),
      ...(bodies.length > 1 && bodies.some(({ kind }) => kind === 'json') ? ['typed: true'] : []),
      ...(read.length > 0 ? [`headers: ${braces(read, ',')}`] : []),
    ],
    ',',
  );
}

function isNumeric(type: string): boolean {
  return type === 'integer' || type === 'number';
}
