import {
  type Api,
  type Operation,
  operationsOf,
  type Parameter,
  type Response,
  type ResponseBody,
} from '../model.ts';
import { requestName, responseName } from '../names.ts';
import { block, braces, doc, file, firstSentence, lines } from '../writer.ts';
import { member, typeText } from './typescript.ts';

/** operations.ts: what each operation receives, and the closed list of what it may answer. */
export function emitOperations(api: Api): string {
  const declarations = operationsOf(api).flatMap((operation) => [
    requestText(operation),
    responseText(operation),
  ]);
  const text = declarations.join('\n');
  return file([
    text.includes('T.') ? "import type * as T from './types.ts';" : '',
    lines(
      doc('Nothing is declared for this part of a request.'),
      'export type None = Readonly<Record<never, never>>;',
    ),
    ...declarations,
  ]);
}

function requestText(operation: Operation): string {
  const { displayName, pathParameters, queryParameters, headers } = operation;
  return lines(
    doc(summary(operation)),
    block(`export interface ${requestName(displayName)} {`, [
      `readonly path: ${parameters(pathParameters)};`,
      `readonly query: ${parameters(queryParameters)};`,
      `readonly headers: ${parameters(headers.map(lowerCase))};`,
      `readonly body: ${bodyText(operation)};`,
    ]),
  );
}

/** `POST /users — Creates a user.` */
export function summary({ method, path, description }: Operation): string {
  const sentence = firstSentence(description);
  return `${method.toUpperCase()} ${path}${sentence === '' ? '' : ` — ${sentence}`}`;
}

function parameters(list: readonly Parameter[]): string {
  return list.length === 0
    ? 'None'
    : braces(
        list.map((parameter) => member(parameter, 'T.')),
        ';',
      );
}

/** Request headers are lower-case, as Node hands them over. */
function lowerCase(header: Parameter): Parameter {
  return { ...header, name: header.name.toLowerCase() };
}

function bodyText({ body }: Operation): string {
  if (!body) return 'undefined';
  return `${typeText(body.shape, 'T.')}${body.required ? '' : ' | undefined'}`;
}

function responseText({ displayName, responses }: Operation): string {
  const alternatives = responses.flatMap((response) =>
    response.bodies.length === 0
      ? [alternative(response)]
      : response.bodies.map((body) => alternative(response, body)),
  );
  return `export type ${responseName(displayName)} =\n${[...new Set(alternatives)].map((text) => text.replace(/^/gm, '    ').replace('    ', '  | ')).join('\n')};`;
}

function alternative({ status, headers }: Response, body?: ResponseBody): string {
  const declared = headers.map((header) => member(header, 'T.'));
  return braces(
    [
      `readonly status: ${status}`,
      ...(declared.length === 0 ? [] : [`readonly headers: ${braces(declared, ';')}`]),
      ...(body ? bodyMembers(body) : []),
    ],
    ';',
  );
}

function bodyMembers({ json, shape }: ResponseBody): string[] {
  if (json) return [`readonly body: ${typeText(shape, 'T.')}`];
  return ['readonly contentType: string', 'readonly body: Uint8Array'];
}
