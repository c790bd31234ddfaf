import type { BuildContext } from './build-context.ts';
import { facetsOf } from './build-facets.ts';
import { notesOf } from './build-notes.ts';
import { objectShape } from './build-objects.ts';
import { isJsonSchema, jsonSchemaShape } from './json-schema.ts';
import { type Facets, type Notes, type ScalarKind, type Shape, scalarKinds } from './model.ts';
import { child, itemsOf, type SourceNode, scalarOf, typeNode } from './source.ts';
import { parseTypeExpression, type TypeExpression } from './type-expression.ts';

/**
 * A RAML type declaration as a shape.
 * @param fallback the shape of a declaration without a type
 */
export function shapeOf(
  context: BuildContext,
  node: SourceNode,
  fallback: 'string' | 'any' = 'string',
): Shape {
  context.reading(node);
  if (node.kind === 'empty') return scalar(fallback);
  if (node.kind === 'scalar') return typed(context, node, node, fallback);
  if (node.kind === 'list') return inheriting(context, node, node);
  const type = typeNode(node);
  if (!type) return typed(context, node, undefined, fallback);
  if (type.kind === 'map') return shapeOf(context, merged(node, type), fallback);
  if (type.kind === 'list') return inheriting(context, node, type);
  return typed(context, node, type, fallback);
}

/** `type: { type: string, minLength: 3 }` with other facets: those of the inner type come last. */
function merged(node: SourceNode, type: SourceNode): SourceNode {
  const own = node.children().filter(({ key }) => key !== 'type' && key !== 'schema');
  const keys = new Set(own.map(({ key }) => key));
  const children = [...own, ...type.children().filter(({ key }) => !keys.has(key))];
  return { ...node, kind: 'map', optional: node.optional, children: () => children };
}

/** A declaration with one type, given as text or implied. */
function typed(
  context: BuildContext,
  node: SourceNode,
  type: SourceNode | undefined,
  fallback: 'string' | 'any',
): Shape {
  const text = type ? String(scalarOf(type) ?? '').trim() : '';
  if (type && isJsonSchema(text)) {
    return withNotes(jsonSchemaShape(context, text, type, node), notesOf(node, false));
  }
  if (text.startsWith('<')) return xmlText(node);
  const expression = parseTypeExpression(text === '' ? implied(node, fallback) : text);
  if (!expression && text.startsWith('Can not resolve')) return scalar('any');
  if (!expression) {
    context.refuse(type ?? node, `"${text}" is no type expression. Check brackets and spaces.`);
    return scalar('any');
  }
  return expressed(context, expression, node);
}

/** XML is handed over as text. */
function xmlText(node: SourceNode): Shape {
  const notes = notesOf(node, true);
  return {
    kind: 'string',
    facets: {},
    notes: { ...notes, extensions: { ...notes.extensions, 'x-xml-schema': true } },
  };
}

const objectKeys = [
  ...['properties', 'additionalProperties', 'minProperties', 'maxProperties'],
  ...['discriminator', 'discriminatorValue'],
];

function implied(node: SourceNode, fallback: 'string' | 'any'): string {
  if (node.kind !== 'map') return fallback;
  if (hasObjectKeys(node)) return 'object';
  if (child(node, 'items')) return 'array';
  return hasTextFacets(node) ? 'string' : fallback;
}

function hasTextFacets(node: SourceNode): boolean {
  const values = itemsOf(child(node, 'enum')).map(scalarOf);
  return (
    ['pattern', 'minLength', 'maxLength'].some((key) => child(node, key)) ||
    (values.length > 0 && values.every((value) => typeof value === 'string'))
  );
}

/** The parser adds `discriminatorValue` to every type of a library; the added one has no key in the file. */
function isWritten(node: SourceNode, key: string): boolean {
  const found = child(node, key);
  return found !== undefined && !(key === 'discriminatorValue' && found.kind === 'map');
}

function expressed(context: BuildContext, expression: TypeExpression, node: SourceNode): Shape {
  switch (expression.kind) {
    case 'array':
      return arrayShape(context, node, expressed(context, expression.items, bare(node)));
    case 'union':
      return unionShape(context, expression.options, node);
    default:
      return namedShape(context, expression.name, node);
  }
}

/** An empty node at the place of another node. */
function bare(node: SourceNode): SourceNode {
  return { ...node, kind: 'empty', optional: false, children: () => [] };
}

function namedShape(context: BuildContext, name: string, node: SourceNode): Shape {
  if (name === 'object') return objectShape(context, node, []);
  if (name === 'array') return arrayShape(context, node, itemShape(context, node));
  if (isScalarKind(name)) return scalar(name, facetsOf(node), notesOf(node, isText(name)));
  if (!context.declared.has(name)) return unknownShape(context, node);
  const kind = baseKind(context, name);
  if (kind === 'object' && hasObjectKeys(node)) return objectShape(context, node, [name]);
  if (kind === 'array' && child(node, 'items')) return arrayShape(context, node, itemShape(context, node));
  const reference: Shape = {
    kind: 'reference',
    names: [context.names.of(name)],
    facets: facetsOf(node),
    notes: notesOf(node, isText(kind)),
  };
  if (!child(node, 'properties')) return reference;
  return allOf([reference, objectShape(context, node, [])], {});
}

/** The parser reports a type that is not declared. */
function unknownShape(context: BuildContext, node: SourceNode): Shape {
  return hasObjectKeys(node) ? objectShape(context, node, []) : scalar('any', {}, notesOf(node, false));
}

function hasObjectKeys(node: SourceNode): boolean {
  return objectKeys.some((key) => isWritten(node, key));
}

function scalar(kind: ScalarKind, facets: Facets = {}, notes: Notes = {}): Shape {
  return { kind, facets, notes };
}

function isScalarKind(name: string): name is ScalarKind {
  return scalarKinds.some((kind) => kind === name);
}

/** Whether values of a built-in type are strings. */
function isText(kind: string): boolean {
  return isScalarKind(kind) && !['any', 'nil', 'boolean', 'number', 'integer'].includes(kind);
}

function itemShape(context: BuildContext, node: SourceNode): Shape {
  const items = child(node, 'items');
  return items ? shapeOf(context, items, 'any') : scalar('any');
}

function arrayShape(context: BuildContext, node: SourceNode, items: Shape): Shape {
  if (child(node, 'properties')) context.refuse(child(node, 'properties') ?? node, propertiesMisplaced);
  return { kind: 'array', items, facets: facetsOf(node), notes: notesOf(node, false) };
}

const propertiesMisplaced =
  'Properties can only be added to an object type. List the options of a union as types that have the property.';

function unionShape(context: BuildContext, options: readonly TypeExpression[], node: SourceNode): Shape {
  const shapes = options.map((option) => expressed(context, option, bare(node)));
  const text = options.some(
    ({ kind, ...option }) => kind === 'name' && 'name' in option && isText(option.name),
  );
  const union: Shape = {
    kind: 'union',
    options: shapes,
    facets: facetsOf(node),
    notes: notesOf(node, text),
  };
  return child(node, 'properties') ? allOf([union, objectShape(context, node, [])], {}) : union;
}

/** Several parents: objects combine all properties, other types all restrictions. */
function inheriting(context: BuildContext, node: SourceNode, list: SourceNode): Shape {
  const parents = itemsOf(list);
  const names = parents.flatMap((parent) => plainName(context, parent) ?? []);
  const [only] = names;
  if (names.length < parents.length || only === undefined) {
    const parts = parents.map((parent) => shapeOf(context, parent));
    const own = node === list ? [] : [withoutType(context, node)];
    return allOf([...parts, ...own.flat()], notesOf(node, false));
  }
  if (names.length === 1) return namedShape(context, only, node);
  const kinds = names.map((name) => baseKind(context, name));
  if (kinds.every((kind) => kind === 'object')) return objectShape(context, node, names);
  const text = kinds.some(isText);
  return {
    kind: 'reference',
    names: names.map(context.names.of),
    facets: facetsOf(node),
    notes: notesOf(node, text),
  };
}

/** The restrictions that a declaration with several parents adds, if any. */
function withoutType(context: BuildContext, node: SourceNode): Shape[] {
  return hasObjectKeys(node) ? [{ ...objectShape(context, node, []), notes: {} }] : [];
}

function plainName(context: BuildContext, parent: SourceNode): string | undefined {
  const name = parent.kind === 'scalar' ? String(parent.scalar()).trim() : '';
  return context.declared.has(name) || name === 'object' ? name : undefined;
}

function allOf(parts: readonly Shape[], notes: Notes): Shape {
  return { kind: 'all', parts, notes };
}

function withNotes(shape: Shape, notes: Notes): Shape {
  return { ...shape, notes: { ...shape.notes, ...notes } };
}

/** The built-in type behind named types. */
export function baseKind(context: BuildContext, name: string, depth = 0): string {
  const declared = context.declared.get(name);
  if (!declared || depth > 50)
    return isScalarKind(name) || name === 'object' || name === 'array' ? name : 'any';
  const type = declared.kind === 'map' ? typeNode(declared) : declared;
  const [first] = itemsOf(type);
  if (first?.kind === 'map') return 'any';
  const text = String(scalarOf(first) ?? '').trim();
  if (text === '') return implied(declared, 'string');
  if (isJsonSchema(text)) return 'any';
  if (text.startsWith('<')) return 'string';
  const expression = parseTypeExpression(text);
  if (expression?.kind === 'array') return 'array';
  return expression?.kind === 'name' ? baseKind(context, expression.name, depth + 1) : 'union';
}
