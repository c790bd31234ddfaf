import type { Json, JsonObject, ScalarShape, Shape } from '../../model.ts';
import type { TypeIndex } from '../../type-index.ts';

/** Below this depth only required properties are shown, so that recursive types end. */
const deepest = 4;

/**
 * An example value of a shape for readers: the example in the contract, else its default, else one composed of the
 * examples of its parts.
 * @returns undefined for a file
 */
export function exampleOf(shape: Shape, index: TypeIndex, depth = 0): Json | undefined {
  const { examples = [], default: usual } = shape.notes;
  const [given] = examples;
  if (given) return given.value;
  if (usual !== undefined) return usual;
  if ('facets' in shape && shape.facets.enum) return shape.facets.enum[0];
  switch (shape.kind) {
    case 'reference':
      return combined(shape.names.map((name) => ofType(name, index, depth)));
    case 'all':
      return combined(shape.parts.map((part) => exampleOf(part, index, depth)));
    case 'union':
      return exampleOf(shape.options[0] ?? { kind: 'nil', facets: {}, notes: {} }, index, depth);
    case 'array':
      return depth > deepest ? [] : listOf(exampleOf(shape.items, index, depth + 1));
    case 'object':
      return objectOf(index.flatten(shape).properties, index, depth);
    default:
      return ofScalar(shape);
  }
}

function ofType(name: string, index: TypeIndex, depth: number): Json | undefined {
  const type = index.find(name);
  return type && depth <= deepest * 2 ? exampleOf(type.shape, index, depth + 1) : undefined;
}

/** The merged members of all objects, else the first value. */
function combined(values: readonly (Json | undefined)[]): Json | undefined {
  const objects = values.filter(isObject);
  return objects.length > 1 ? Object.assign({}, ...objects) : values[0];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(item: Json | undefined): Json[] {
  return item === undefined ? [] : [item];
}

function objectOf(
  properties: readonly { readonly name: string; readonly required: boolean; readonly shape: Shape }[],
  index: TypeIndex,
  depth: number,
): JsonObject {
  const shown = depth > deepest ? properties.filter(({ required }) => required) : properties;
  const entries = shown.flatMap(({ name, shape }) => {
    const value = exampleOf(shape, index, depth + 1);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

const times: Readonly<Record<string, string>> = {
  datetime: '2026-01-31T12:00:00Z',
  'date-only': '2026-01-31',
  'time-only': '12:00:00',
  'datetime-only': '2026-01-31T12:00:00',
};

function ofScalar({ kind, facets }: ScalarShape): Json | undefined {
  if (kind === 'file') return undefined;
  if (kind === 'boolean') return true;
  if (kind === 'nil') return null;
  if (kind === 'number' || kind === 'integer') return facets.minimum ?? 1;
  return times[kind] ?? 'text';
}
