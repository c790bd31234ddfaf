import { notesOf } from './build-notes.ts';
import type { Complaint } from './complaints.ts';
import { refuseUnknownKeys } from './known-keys.ts';
import {
  type Facets,
  type Notes,
  type PatternProperty,
  type Property,
  type ScalarKind,
  type Shape,
  scalarKinds,
  type TypeDef,
} from './model.ts';
import { typeName } from './names.ts';
import type { RamlType, RamlTypeReference } from './raml.ts';
import type { Source, SourcePath } from './source.ts';

/** Turns RAML type declarations into shapes, and complains about what has no counterpart here. */
export interface ShapeBuilder {
  readonly types: () => TypeDef[];
  /** @param path where the declaration stands, for complaints */
  readonly shape: (raml: RamlTypeReference, path: SourcePath) => Shape;
}

export function createShapeBuilder(
  types: readonly RamlType[],
  source: Source,
  complain: (complaint: Complaint) => void,
): ShapeBuilder {
  const context: Context = {
    byName: new Map(types.map((type) => [type.name, type])),
    refuse: (path, message) => complain({ place: source.place(path), message }),
  };
  return {
    types: () =>
      types.map((type) => {
        const path = ['types', type.name];
        return { name: typeName(type.name), shape: shapeOf(context, type, path), place: source.place(path) };
      }),
    shape: (raml, path) => shapeOf(context, raml, path),
  };
}

interface Context {
  readonly byName: ReadonlyMap<string, RamlType>;
  readonly refuse: (path: SourcePath, message: string) => void;
}

function shapeOf(context: Context, raml: RamlTypeReference, path: SourcePath): Shape {
  if (typeof raml === 'string') return namedShape(raml, {}, {});
  return declaredShape(context, unwrap(raml), path);
}

/** `type: integer | Other` beside other facets is printed as a type inside the type; its facets belong one level up. */
function unwrap(raml: RamlType): RamlType {
  const [inner, ...others] = raml.type;
  if (typeof inner !== 'object' || others.length > 0) return raml;
  return unwrap({ ...inner, ...raml, type: inner.type });
}

function declaredShape(context: Context, raml: RamlType, path: SourcePath): Shape {
  if (refuseForeign(context, raml, path)) return { kind: 'any', facets: {}, notes: {} };
  refuseUnknownKeys('type', raml, path, context.refuse);
  const kind = baseKind(context, raml);
  if (kind === 'object' && (isPlain(raml, 'object') || raml.type.length > 1 || hasObjectKeys(raml)))
    return objectShape(context, raml, path);
  if (raml.properties) context.refuse([...path, 'properties'], propertiesMisplaced);
  if (isPlain(raml, 'array')) return arrayShape(context, raml, path);
  if (isPlain(raml, 'union')) return unionShape(context, raml, path);
  return scalarOrReference(raml);
}

const propertiesMisplaced =
  'Properties can only be added to an object type. List the options of a union as types that have the property.';

function isPlain(raml: RamlType, kind: string): boolean {
  return raml.type.length === 1 && raml.type[0] === kind;
}

function hasObjectKeys({
  properties,
  additionalProperties,
  minProperties,
  maxProperties,
}: RamlType): boolean {
  return [properties, additionalProperties, minProperties, maxProperties].some((key) => key !== undefined);
}

/** What a declaration is in the end: a built-in type, followed through named types. */
function baseKind(context: Context, raml: RamlType, depth = 0): string {
  const [first] = raml.type;
  if (typeof first !== 'string' || depth > 50) return 'any';
  const parent = context.byName.get(first);
  return parent ? baseKind(context, parent, depth + 1) : first;
}

function scalarOrReference(raml: RamlType): Shape {
  const names = raml.type.filter((name) => typeof name === 'string');
  const [only = 'any'] = names;
  const facets = facetsOf(raml);
  if (names.length === 1) return namedShape(only, facets, notesOf(raml));
  return { kind: 'reference', names: names.map(typeName), facets, notes: notesOf(raml) };
}

function namedShape(name: string, facets: Facets, notes: Notes): Shape {
  if (isScalarKind(name)) return { kind: name, facets, notes };
  if (name === 'object')
    return { kind: 'object', parents: [], properties: [], patterns: [], closed: false, facets, notes };
  if (name === 'array')
    return { kind: 'array', items: { kind: 'any', facets: {}, notes: {} }, facets, notes };
  return { kind: 'reference', names: [typeName(name)], facets, notes };
}

function isScalarKind(name: string): name is ScalarKind {
  return scalarKinds.some((kind) => kind === name);
}

function arrayShape(context: Context, raml: RamlType, path: SourcePath): Shape {
  const [item = 'any', ...more] = raml.items ?? [];
  if (more.length > 0)
    context.refuse(
      [...path, 'items'],
      'Items of several types at once. Declare a named type that inherits from them.',
    );
  return {
    kind: 'array',
    items: shapeOf(context, item, [...path, 'items']),
    facets: facetsOf(raml),
    notes: notesOf(raml),
  };
}

function unionShape(context: Context, raml: RamlType, path: SourcePath): Shape {
  const options = (raml.anyOf ?? []).map((option) => shapeOf(context, option, path));
  for (const facet of Object.keys(facetsOf(raml))) {
    context.refuse(
      [...path, facet],
      `"${facet}" cannot stand on a union. Put it on the options it is about.`,
    );
  }
  return { kind: 'union', options, notes: notesOf(raml) };
}

function objectShape(context: Context, raml: RamlType, path: SourcePath): Shape {
  const declared = raml.properties ?? [];
  const parents = raml.type.filter((name) => typeof name === 'string' && name !== 'object').map(String);
  const member = (property: RamlType): Shape =>
    shapeOf(context, property, [...path, 'properties', property.name]);
  const properties = declared
    .filter(({ name }) => !isPattern(name))
    .map(
      (property): Property => ({
        name: property.name,
        required: property.required !== false,
        shape: member(property),
      }),
    );
  const patterns = declared
    .filter(({ name }) => isPattern(name))
    .map((property): PatternProperty => ({ pattern: property.name.slice(1, -1), shape: member(property) }));
  return {
    kind: 'object',
    parents: parents.map(typeName),
    properties,
    patterns,
    closed: raml.additionalProperties === false,
    facets: facetsOf(raml),
    notes: notesOf(raml),
  };
}

function isPattern(name: string): boolean {
  return name.length >= 2 && name.startsWith('/') && name.endsWith('/');
}

/** JSON or XML schemas, and types declared in place where a name belongs. */
function refuseForeign(context: Context, raml: RamlType, path: SourcePath): boolean {
  const foreign = raml.typePropertyKind === 'JSON' || raml.typePropertyKind === 'XML';
  if (foreign)
    context.refuse(path, `${raml.typePropertyKind} schemas are not supported. Write the type in RAML.`);
  const inline = raml.type.some((parent) => typeof parent !== 'string');
  if (inline)
    context.refuse(
      [...path, 'type'],
      'One of several parents is declared in place. Give it a name under "types".',
    );
  return foreign || inline;
}

const facetKeys = [
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'multipleOf',
  'format',
  'fileTypes',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
] as const;

function facetsOf(raml: RamlType): Facets {
  return Object.fromEntries(
    facetKeys.filter((key) => raml[key] !== undefined).map((key) => [key, raml[key]]),
  );
}
