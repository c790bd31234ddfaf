import { extensionsOf } from './build-notes.ts';
import { type OperationContext, parameterOf } from './build-parameter.ts';
import { refuseUnknownKeys } from './known-keys.ts';
import type { Body, Response, ResponseBody, Shape } from './model.ts';
import type { RamlResponse, RamlType } from './raml.ts';
import type { SourcePath } from './source.ts';

/** The body of a request, undefined when there is none. `required: false` on it is read from the source. */
export function buildBody(
  context: OperationContext,
  bodies: readonly RamlType[],
  path: SourcePath,
): Body | undefined {
  const [raml, ...others] = bodies;
  if (!raml) return undefined;
  if (others.length > 0) context.refuse(path, 'A request body has one media type. Keep one of them.');
  const declared = bodyPath(context, path, raml);
  const kind = bodyKind(raml.name);
  if (!kind) context.refuse(declared, unsupported(raml.name));
  const shape = context.shapes.shape(raml, declared);
  return {
    kind: kind ?? 'json',
    mediaType: raml.name,
    required: context.source.find([...declared, 'required'])?.value() !== false,
    shape: kind === 'multipart' ? formShape(context, shape) : shape,
    place: context.source.place(declared),
  };
}

function unsupported(mediaType: string): string {
  return `Request bodies of type "${mediaType}" are not supported. Use application/json or multipart/form-data.`;
}

/** A body stands under its media type, or directly under `body` when it has the default one. */
function bodyPath({ source }: OperationContext, path: SourcePath, { name }: RamlType): SourcePath {
  return source.find([...path, name]) ? [...path, name] : path;
}

function bodyKind(mediaType: string): Body['kind'] | undefined {
  if (isJson(mediaType)) return 'json';
  return mediaType === 'multipart/form-data' ? 'multipart' : undefined;
}

function isJson(mediaType: string): boolean {
  return /^application\/([a-z0-9.-]+\+)?json$/i.test(mediaType);
}

/** A form declared as a bare file is a form with one part called `file`. */
function formShape({ index }: OperationContext, shape: Shape): Shape {
  if (index.resolve(shape).kind !== 'file') return shape;
  const { description, ...notes } = shape.notes;
  return {
    kind: 'object',
    parents: [],
    properties: [{ name: 'file', required: true, shape: { ...shape, notes } }],
    patterns: [],
    closed: false,
    facets: {},
    notes: description === undefined ? {} : { description },
  };
}

/**
 * The responses in order of status. The parser adds those of the security scheme behind the operation's own; where
 * both declare a status, the operation knows better.
 */
export function buildResponses(
  context: OperationContext,
  list: readonly RamlResponse[],
  path: SourcePath,
): Response[] {
  return list
    .filter(({ code }, position) => list.findIndex((other) => other.code === code) === position)
    .filter(({ code }) => /^[1-5]\d\d$/.test(code))
    .map((raml) => buildResponse(context, raml, [...path, raml.code]))
    .sort((a, b) => a.status - b.status);
}

function buildResponse(context: OperationContext, raml: RamlResponse, path: SourcePath): Response {
  refuseUnknownKeys('response', raml, path, context.refuse);
  return {
    status: Number(raml.code),
    description: raml.description?.trim(),
    headers: (raml.headers ?? []).map((header) =>
      parameterOf(context, header, [...path, 'headers', header.name]),
    ),
    bodies: (raml.body ?? []).map((body) => buildResponseBody(context, body, [...path, 'body'])),
    extensions: extensionsOf(raml.annotations),
    place: context.source.place(path),
  };
}

function buildResponseBody(context: OperationContext, raml: RamlType, path: SourcePath): ResponseBody {
  const declared = bodyPath(context, path, raml);
  return {
    mediaType: raml.name,
    json: isJson(raml.name),
    shape: context.shapes.shape(raml, declared),
    place: context.source.place(declared),
  };
}
