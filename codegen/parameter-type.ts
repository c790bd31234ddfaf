import type { Shape } from './model.ts';
import type { TypeIndex } from './type-index.ts';

/** The type as which the text of a path, query or header parameter is parsed. */
export type PlainType = 'string' | 'boolean' | 'integer' | 'number';

/** A list is sent as a repeated parameter; values without a plain text form are sent as JSON. */
export type ParameterType = PlainType | `${PlainType}[]` | 'json';

/** @returns undefined for shapes without a plain text form */
export function plainType(shape: Shape, index: TypeIndex): PlainType | undefined {
  const target = index.resolve(shape);
  switch (target.kind) {
    case 'string':
    case 'boolean':
    case 'integer':
    case 'number':
      return target.kind;
    case 'datetime':
    case 'date-only':
    case 'time-only':
    case 'datetime-only':
    case 'file':
      return 'string';
    default:
      return undefined;
  }
}

export function parameterType(shape: Shape, index: TypeIndex): ParameterType {
  const target = index.resolve(shape);
  const plain = plainType(target, index);
  if (plain) return plain;
  if (target.kind === 'union') return ofUnion(target.options, index);
  if (target.kind === 'any') return 'string';
  if (target.kind !== 'array') return 'json';
  const items = parameterType(target.items, index);
  return items === 'json' || items.endsWith('[]') ? 'json' : (`${items}[]` as ParameterType);
}

/** A union of texts and null is parsed as text; one of different kinds as JSON. */
function ofUnion(options: readonly Shape[], index: TypeIndex): ParameterType {
  const kinds = new Set(
    options
      .filter((option) => index.resolve(option).kind !== 'nil')
      .map((option) => parameterType(option, index)),
  );
  const [only = 'string'] = kinds;
  return kinds.size === 1 ? only : 'json';
}
