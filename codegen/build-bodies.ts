import { extensionsOf } from './build-notes.ts';
import { type OperationContext, parameterOf } from './build-parameters.ts';
import { shapeOf } from './build-shapes.ts';
import { bodyKind, isMediaType, responseKind } from './media-types.ts';
import type { Body, BodyKind, Response, ResponseBody, Shape } from './model.ts';
import { child, isAnnotation, members, type SourceNode, scalarOf, textAt } from './source.ts';
import type { TypeIndex } from './type-index.ts';

/** The bodies of a request, one per media type. */
export function buildBodies(context: OperationContext, method: SourceNode): Body[] {
  return declarations(context, child(method, 'body')).map(({ mediaType, node }) => {
    const shape = shapeOf(context, node, 'any');
    const kind = bodyKind(mediaType, context.index.resolve(shape).kind);
    const form = kind === 'multipart' || kind === 'urlencoded';
    return {
      kind,
      mediaType,
      required: scalarOf(child(node, 'required')) !== false,
      shape: form ? formShape(context, shape) : carried(context, kind, shape),
      place: node.place(),
    };
  });
}

interface Declaration {
  readonly mediaType: string;
  readonly node: SourceNode;
}

/** A body is declared under its media types, or directly under `body` with the default ones. */
function declarations(context: OperationContext, body: SourceNode | undefined): Declaration[] {
  if (!body) return [];
  const typed = body.children().filter(({ key = '' }) => isMediaType(key));
  if (body.kind === 'map' && typed.length > 0) {
    return typed.map((node) => ({ mediaType: node.key ?? '', node }));
  }
  const own = body.children().filter(({ key = '' }) => !isAnnotation(key));
  if (body.kind === 'empty' || (body.kind === 'map' && own.length === 0 && !context.mediaTypes.length))
    return [];
  const defaults = context.mediaTypes.length === 0 ? ['application/json'] : context.mediaTypes;
  return defaults.map((mediaType) => ({ mediaType, node: body }));
}

/** A form declared as a bare file has one part called `file`; an undescribed form may have any parts. */
function formShape({ index }: OperationContext, shape: Shape): Shape {
  const { kind } = index.resolve(shape);
  if (kind !== 'file' && kind !== 'any') return shape;
  const { description, ...notes } = shape.notes;
  return {
    kind: 'object',
    parents: [],
    properties: kind === 'file' ? [{ name: 'file', required: true, shape: { ...shape, notes } }] : [],
    patterns: [],
    closed: false,
    facets: {},
    notes: description === undefined ? {} : { description },
  };
}

/** Bodies sent as text are strings, whatever their type says about the document. */
function carried({ index }: OperationContext, kind: BodyKind, shape: Shape): Shape {
  if (kind === 'json') return shape;
  if (kind === 'text' && !isText(shape, index)) return { kind: 'string', facets: {}, notes: shape.notes };
  if (kind === 'bytes' && index.resolve(shape).kind !== 'file')
    return { kind: 'file', facets: {}, notes: shape.notes };
  return shape;
}

function isText(shape: Shape, index: TypeIndex, depth = 0): boolean {
  const target = index.resolve(shape);
  if (target.kind !== 'union') return target.kind === 'string';
  return depth < 50 && target.options.every((option) => isText(option, index, depth + 1));
}

/**
 * The responses in order of status. The operation's own come before those of security schemes and take precedence for
 * the same status.
 */
export function buildResponses(
  context: OperationContext,
  method: SourceNode,
  schemes: readonly SourceNode[],
): Response[] {
  const list = [method, ...schemes.flatMap((scheme) => child(scheme, 'describedBy') ?? [])].flatMap((owner) =>
    members(owner, 'responses'),
  );
  return list
    .filter(({ key }, position) => list.findIndex((other) => other.key === key) === position)
    .filter(({ key = '' }) => /^[1-5]\d\d$/.test(key))
    .map((node) => buildResponse(context, node))
    .sort((a, b) => a.status - b.status);
}

function buildResponse(context: OperationContext, node: SourceNode): Response {
  return {
    status: Number(node.key),
    description: textAt(node, 'description')?.trim(),
    headers: members(node, 'headers').map((header) => parameterOf(context, header)),
    bodies: declarations(context, child(node, 'body')).map((body) => responseBody(context, body)),
    extensions: extensionsOf(node),
    place: node.place(),
  };
}

function responseBody(context: OperationContext, { mediaType, node }: Declaration): ResponseBody {
  const shape = shapeOf(context, node, 'any');
  const kind = responseKind(mediaType, context.index.resolve(shape).kind);
  return { mediaType, kind, shape: carried(context, kind, shape), place: node.place() };
}
