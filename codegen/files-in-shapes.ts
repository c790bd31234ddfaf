import type { Shape } from './model.ts';
import type { TypeIndex } from './type-index.ts';

/** Whether a file is anywhere inside a shape; recursive types are followed once. */
export function containsFile(shape: Shape, index: TypeIndex, seen: ReadonlySet<string> = new Set()): boolean {
  switch (shape.kind) {
    case 'file':
      return true;
    case 'array':
      return containsFile(shape.items, index, seen);
    case 'union':
      return shape.options.some((option) => containsFile(option, index, seen));
    case 'all':
      return shape.parts.some((part) => containsFile(part, index, seen));
    case 'object':
      return (
        [...shape.properties, ...shape.patterns].some((member) => containsFile(member.shape, index, seen)) ||
        anyNamed(shape.parents, index, seen)
      );
    case 'reference':
      return anyNamed(shape.names, index, seen);
    default:
      return false;
  }
}

function anyNamed(names: readonly string[], index: TypeIndex, seen: ReadonlySet<string>): boolean {
  return names.some((name) => {
    const type = seen.has(name) ? undefined : index.find(name);
    return type !== undefined && containsFile(type.shape, index, new Set([...seen, name]));
  });
}
