import type { BuildContext } from './build-context.ts';
import { objectShape } from './build-objects.ts';
import { shapeOf } from './build-shapes.ts';
import type { Facets, ObjectShape, Property, ReferenceShape, Shape, TypeDef } from './model.ts';
import type { SourceNode } from './source.ts';

/** Every type the contract declares; the base type of a family becomes two. */
export function buildTypes(context: BuildContext): TypeDef[] {
  return [...context.declared].flatMap(([raml, node]) => {
    const property = context.families.discriminator(raml);
    const written = shapeOf(context, node);
    const isBareMember = property !== undefined && written.kind === 'reference';
    const shape = isBareMember ? objectShape(context, node, context.families.parents(raml)) : written;
    const name = context.names.of(raml);
    if (property === undefined || shape.kind !== 'object') return [{ name, shape, place: node.place() }];
    if (!context.families.heads(raml)) {
      return [{ name, shape: toldApart(shape, property, context.families.value(raml)), place: node.place() }];
    }
    return family(context, raml, node, shape, property);
  });
}

/** The common properties of the members, and their union. */
function family(
  context: BuildContext,
  raml: string,
  node: SourceNode,
  shape: ObjectShape,
  property: string,
): TypeDef[] {
  const { families, names } = context;
  const base = names.base(raml);
  const itself = { ...toldApart(emptyObject([base]), property, families.value(raml)) };
  const members = families.children(raml).map((child): Shape => reference(names.of(child)));
  const union: Shape = {
    kind: 'union',
    options: admits(shape, property, families.value(raml)) ? [itself, ...members] : members,
    facets: {},
    discriminator: { property, types: typesByValue(context, raml) },
    notes: shape.notes,
  };
  const { examples: _examples, ...notes } = shape.notes;
  return [
    { name: names.of(raml), shape: union, place: node.place() },
    { name: base, shape: { ...shape, notes }, place: node.place() },
  ];
}

function typesByValue({ families, names }: BuildContext, raml: string, depth = 0): Record<string, string> {
  const children = depth > 50 ? [] : families.children(raml);
  return Object.fromEntries(
    children.flatMap((child) => [
      [families.value(child), names.of(child)],
      ...Object.entries(typesByValue({ families, names } as BuildContext, child, depth + 1)),
    ]),
  );
}

/** Whether the base type of a family can itself be a value: not if its property lists only other values. */
function admits({ properties }: ObjectShape, name: string, value: string): boolean {
  const declared = properties.find((property) => property.name === name)?.shape;
  const facets: Facets = declared && 'facets' in declared ? declared.facets : {};
  if (declared?.kind === 'reference') return false;
  return facets.enum === undefined || facets.enum.includes(value);
}

/** A member of a family: its property has one value. */
function toldApart(shape: ObjectShape, name: string, value: string): ObjectShape {
  const others = shape.properties.filter((property) => property.name !== name);
  const own = shape.properties.find((property) => property.name === name);
  const property: Property = {
    name,
    required: true,
    shape: { kind: 'string', facets: { enum: [value] }, notes: own?.shape.notes ?? {} },
  };
  return { ...shape, properties: [property, ...others] };
}

function emptyObject(parents: readonly string[]): ObjectShape {
  return { kind: 'object', parents, properties: [], patterns: [], closed: false, facets: {}, notes: {} };
}

function reference(name: string): ReferenceShape {
  return { kind: 'reference', names: [name], facets: {}, notes: {} };
}
