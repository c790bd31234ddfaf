import type { Shape, TypeDef } from './model.ts';

/** The names of types without finite values: those that require a value of their own type. */
export function endlessTypes(types: readonly TypeDef[]): string[] {
  const finite = new Set<string>();
  let found: readonly TypeDef[];
  do {
    found = types.filter(({ name, shape }) => !finite.has(name) && hasFiniteValue(shape, finite));
    for (const { name } of found) finite.add(name);
  } while (found.length > 0);
  return types.map(({ name }) => name).filter((name) => !finite.has(name));
}

/** @param known names of the types that are known to have finite values */
function hasFiniteValue(shape: Shape, known: ReadonlySet<string>): boolean {
  switch (shape.kind) {
    case 'array':
      return (shape.facets.minItems ?? 0) === 0 || hasFiniteValue(shape.items, known);
    case 'union':
      return shape.options.some((option) => hasFiniteValue(option, known));
    case 'all':
      return shape.parts.every((part) => hasFiniteValue(part, known));
    case 'object':
      return (
        shape.properties.every((property) => !property.required || hasFiniteValue(property.shape, known)) &&
        shape.parents.every((name) => known.has(name))
      );
    case 'reference':
      return shape.names.every((name) => known.has(name));
    default:
      return true;
  }
}
