import {
  type Api,
  type Body,
  type Operation,
  operationsOf,
  type Parameter,
  type Response,
  type ResponseBody,
} from '../model.ts';
import { requestName, responseName } from '../names.ts';
import { reusing } from '../reuse.ts';
import { createTypeIndex } from '../type-index.ts';
import { block, braces, doc, file, firstSentence, indent, lines, quote } from '../writer.ts';
import { member, typeText } from './typescript.ts';

/** operations.ts: the request of each operation, and the closed union of its responses. */
export function emitOperations(api: Api): string {
  const index = createTypeIndex(api.types);
  const declarations = operationsOf(api).flatMap((operation) => declarationsOf(operation, index));
  const text = declarations.join('\n');
  return file(api.banner, [
    /^(?! ?\*|\/\*\*).*\bT\.\w/m.test(text) ? "import type * as T from './types.ts';" : '',
    lines(
      doc('Nothing is declared for this part of a request.'),
      'export type None = Readonly<Record<never, never>>;',
    ),
    ...declarations,
  ]);
}

const declarationsOf = reusing((operation: Operation) => [requestText(operation), responseText(operation)]);

function requestText(operation: Operation): string {
  const { bodies, displayName, pathParameters, queryParameters, headers } = operation;
  const parts = [
    `readonly path: ${parameters(pathParameters)};`,
    `readonly query: ${parameters(queryParameters)};`,
    `readonly headers: ${parameters(headers.map(lowerCase))};`,
  ];
  const comment = doc(summary(operation));
  const name = requestName(displayName);
  if (bodies.length < 2) {
    return lines(
      comment,
      block(`export interface ${name} {`, [...parts, `readonly body: ${bodyText(bodies[0])};`]),
    );
  }
  const alternatives = bodies.map((body) => indent(`| ${bodyAlternative(body)}`));
  return lines(comment, block(`export type ${name} = {`, parts, '} & ('), ...alternatives, ');');
}

/** With several media types, the one sent determines the body. */
function bodyAlternative(body: Body): string {
  return braces(
    [`readonly contentType: ${mediaTypeText(body.mediaType)}`, `readonly body: ${bodyText(body)}`],
    ';',
  );
}

/** A media type as a literal type; `string` for wildcards. */
function mediaTypeText(mediaType: string): string {
  return mediaType.includes('*') ? 'string' : quote(mediaType);
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

function bodyText(body: Body | undefined): string {
  if (!body) return 'undefined';
  const text = body.kind === 'bytes' ? 'Uint8Array' : typeText(body.shape, 'T.');
  return `${text}${body.required ? '' : ' | undefined'}`;
}

function responseText({ displayName, responses }: Operation): string {
  const alternatives = responses.flatMap((response) =>
    response.bodies.length === 0
      ? [alternative(response)]
      : response.bodies.map((body) => alternative(response, body)),
  );
  return `export type ${responseName(displayName)} =\n${[...new Set(alternatives)].map((text) => text.replace(/^/gm, '    ').replace('    ', '  | ')).join('\n')};`;
}

function alternative({ status, headers, bodies }: Response, body?: ResponseBody): string {
  const declared = headers.map((header) => member(header, 'T.'));
  return braces(
    [
      `readonly status: ${status}`,
      ...(declared.length === 0 ? [] : [`readonly headers: ${braces(declared, ';')}`]),
      ...(body ? bodyMembers(body, bodies.length > 1) : []),
    ],
    ';',
  );
}

/** JSON needs no media type if there is no other. */
function bodyMembers({ kind, mediaType, shape }: ResponseBody, hasOthers: boolean): string[] {
  if (kind === 'bytes') return ['readonly contentType: string', 'readonly body: Uint8Array'];
  const isNamed = kind === 'text' || hasOthers;
  return [
    ...(isNamed ? [`readonly contentType: ${mediaTypeText(mediaType)}`] : []),
    `readonly body: ${typeText(shape, 'T.')}`,
  ];
}
