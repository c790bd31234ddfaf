import type { BuildContext } from './build-context.ts';
import { facetsOf } from './build-facets.ts';
import { notesOf } from './build-notes.ts';
import { shapeOf } from './build-shapes.ts';
import type { ObjectShape, PatternProperty, Property, Shape } from './model.ts';
import { child, members, type SourceNode, scalarOf } from './source.ts';

/** @param parents RAML names of the types whose properties come first */
export function objectShape(
  context: BuildContext,
  node: SourceNode,
  parents: readonly string[],
): ObjectShape {
  const declared = members(node, 'properties');
  return {
    kind: 'object',
    parents: parents.filter((name) => name !== 'object').map((name) => parentName(context, name)),
    properties: declared
      .filter((property) => !isPattern(property))
      .map((property) => propertyOf(property, shapeOf(context, property))),
    patterns: declared.filter(isPattern).map(
      (property): PatternProperty => ({
        pattern: (property.key ?? '').slice(1, -1),
        shape: shapeOf(context, property),
      }),
    ),
    closed: scalarOf(child(node, 'additionalProperties')) === false,
    facets: facetsOf(node),
    notes: notesOf(node, false),
  };
}

function propertyOf(node: SourceNode, shape: Shape): Property {
  return { name: memberName(node), required: isRequired(node), shape };
}

/** With an explicit `required`, a question mark is part of the name. */
export function memberName(node: SourceNode): string {
  const explicit = node.kind === 'map' && child(node, 'required') !== undefined;
  return `${node.key}${node.optional && explicit ? '?' : ''}`;
}

export function isRequired(node: SourceNode): boolean {
  const explicit = node.kind === 'map' ? scalarOf(child(node, 'required')) : undefined;
  return typeof explicit === 'boolean' ? explicit : !node.optional;
}

function isPattern({ key = '' }: SourceNode): boolean {
  return key.length >= 2 && key.startsWith('/') && key.endsWith('/');
}

/** The base type of a family is the union of its members; their common properties get a separate type. */
function parentName({ families, names }: BuildContext, name: string): string {
  return families.heads(name) ? names.base(name) : names.of(name);
}
