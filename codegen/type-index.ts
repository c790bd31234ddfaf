import type { Facets, ObjectShape, PatternProperty, Property, Shape, TypeDef } from './model.ts';

/** Answers questions about shapes that need the other named types. */
export interface TypeIndex {
  readonly find: (name: string) => TypeDef | undefined;
  /** The shape behind a reference; of several names the first one's. */
  readonly resolve: (shape: Shape) => Shape;
  /** An object with everything it inherits; a parent's property comes before its own one of the same name. */
  readonly flatten: (shape: ObjectShape) => FlatObject;
}

export interface FlatObject {
  readonly properties: readonly Property[];
  readonly patterns: readonly PatternProperty[];
  readonly closed: boolean;
  readonly facets: Facets;
}

/** @param later types that are still being built */
export function createTypeIndex(types: readonly TypeDef[], later: readonly TypeDef[] = []): TypeIndex {
  const byName = new Map(types.map((type) => [type.name, type]));
  const find = (name: string): TypeDef | undefined =>
    byName.get(name) ?? later.find((type) => type.name === name);
  return indexBy(find);
}

/** Every answer comes from types that `find` returned. */
export function indexBy(find: TypeIndex['find']): TypeIndex {
  const resolve = (shape: Shape): Shape => follow(shape, find);
  return { find, resolve, flatten: (shape) => flatten(shape, find) };
}

/** The parser reports a type that is its own ancestor; the depth limit only prevents endless recursion. */
const maximumDepth = 50;

function follow(shape: Shape, find: TypeIndex['find']): Shape {
  let current = shape;
  for (let depth = 0; depth < maximumDepth && current.kind === 'reference'; depth++) {
    const next = find(current.names[0] ?? '');
    if (!next) return current;
    current = next.shape;
  }
  return current;
}

function flatten(shape: ObjectShape, find: TypeIndex['find'], depth = 0): FlatObject {
  const parents = depth > maximumDepth ? [] : shape.parents.flatMap((name) => parentOf(name, find, depth));
  return {
    properties: [...parents.flatMap(({ properties }) => properties), ...shape.properties],
    patterns: [...parents.flatMap(({ patterns }) => patterns), ...shape.patterns],
    closed: shape.closed || parents.some(({ closed }) => closed),
    facets: Object.assign({}, ...parents.map(({ facets }) => facets), shape.facets),
  };
}

function parentOf(name: string, find: TypeIndex['find'], depth: number): FlatObject[] {
  const parent = follow({ kind: 'reference', names: [name], facets: {}, notes: {} }, find);
  return objectsIn(parent, find, depth);
}

function objectsIn(shape: Shape, find: TypeIndex['find'], depth: number): FlatObject[] {
  if (shape.kind === 'object') return [flatten(shape, find, depth + 1)];
  if (shape.kind !== 'all' || depth > maximumDepth) return [];
  return shape.parts.flatMap((part) => objectsIn(follow(part, find), find, depth + 1));
}
