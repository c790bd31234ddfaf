import type { Shape } from './model.ts';
import type { TypeIndex } from './type-index.ts';

/** What the text of a path, query or header parameter is read as. */
export type ParameterType = 'string' | 'boolean' | 'integer' | 'number';

/** @returns undefined for shapes that no plain text can carry */
export function parameterType(shape: Shape, index: TypeIndex): ParameterType | undefined {
  const { kind } = index.resolve(shape);
  switch (kind) {
    case 'string':
    case 'boolean':
    case 'integer':
    case 'number':
      return kind;
    case 'datetime':
    case 'date-only':
    case 'time-only':
    case 'datetime-only':
      return 'string';
    default:
      return undefined;
  }
}
