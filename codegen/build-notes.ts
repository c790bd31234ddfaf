import type { Example, Json, JsonObject, Notes } from './model.ts';
import { typeName } from './names.ts';
import {
  child,
  isAnnotatedScalar,
  isAnnotation,
  jsonOf,
  members,
  type SourceNode,
  textAt,
} from './source.ts';

/**
 * Title, description, default, examples and annotations of a declaration.
 * @param text whether values of the type are text, so that examples that look like JSON are not parsed
 */
export function notesOf(node: SourceNode, text: boolean): Notes {
  if (node.kind !== 'map') return {};
  const title = textAt(node, 'displayName');
  const description = textAt(node, 'description');
  const preset = child(node, 'default');
  const examples = examplesOf(node, text);
  const extensions = extensionsOf(node);
  return {
    ...(title !== undefined && isTitle(title, node.key ?? '') && { title }),
    ...(description !== undefined && { description: description.trim() }),
    ...(preset && { default: jsonOf(preset) }),
    ...(examples.length > 0 && { examples }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}

/** A display name that repeats the name of the node is dropped. */
function isTitle(title: string, name: string): boolean {
  return title !== name && title !== typeName(name);
}

function examplesOf(node: SourceNode, text: boolean): Example[] {
  const single = child(node, 'example');
  const named = child(node, 'examples');
  return [
    ...(single ? [exampleOf(single, undefined, text)] : []),
    ...(named?.children() ?? []).map((example) => exampleOf(example, example.key, text)),
  ];
}

const exampleKeys = ['value', 'displayName', 'description', 'strict'];

/** An example is its value, or a map with the value and notes about it. */
function exampleOf(node: SourceNode, name: string | undefined, text: boolean): Example {
  const value = child(node, 'value');
  const wrapped =
    value && node.children().every(({ key = '' }) => exampleKeys.includes(key) || isAnnotation(key));
  if (!wrapped) return { name, description: undefined, value: exampleValue(node, text) };
  const description = textAt(node, 'description') ?? textAt(node, 'displayName');
  return { name, description, value: exampleValue(value, text) };
}

/** Examples of objects and lists may be written as JSON text. */
function exampleValue(node: SourceNode, text: boolean): Json {
  const value = jsonOf(node);
  if (text || typeof value !== 'string' || !/^\s*[[{"\d-]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Annotations under their OpenAPI names, without `(service)`; those on single values are combined. */
export function extensionsOf(node: SourceNode): JsonObject {
  const scalars = node.children().filter((member) => isAnnotatedScalar(member));
  const beside = scalars.map((scalar): [string, Json] => [scalar.key ?? '', annotationsOf(scalar)]);
  const annotated = beside.filter(([, found]) => Object.keys(found as JsonObject).length > 0);
  return {
    ...annotationsOf(node),
    ...(annotated.length > 0 && { 'x-annotations': Object.fromEntries(annotated) }),
  };
}

function annotationsOf(node: SourceNode): JsonObject {
  const found = node.children().filter(({ key = '' }) => isAnnotation(key) && key !== '(service)');
  return Object.fromEntries(
    found.map((annotation) => [`x-${annotation.key?.slice(1, -1)}`, jsonOf(annotation) ?? true]),
  );
}

/** The values of user-defined facets, which have no effect here. */
export function ownFacetsOf(node: SourceNode, defined: ReadonlySet<string>): JsonObject {
  const found = node.children().filter(({ key = '' }) => defined.has(key));
  return Object.fromEntries(found.map((facet) => [`x-${facet.key}`, jsonOf(facet)]));
}

/** The names of facets a declaration defines for the types that inherit from it. */
export function definedFacets(node: SourceNode): string[] {
  return members(node, 'facets').map(({ key = '' }) => key);
}
