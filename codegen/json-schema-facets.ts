import type { Facets, JsonObject } from './model.ts';

const perType: Readonly<Record<string, readonly (keyof Facets)[]>> = {
  string: ['pattern', 'minLength', 'maxLength'],
  number: ['minimum', 'maximum', 'multipleOf'],
  integer: ['minimum', 'maximum', 'multipleOf'],
  array: ['minItems', 'maxItems', 'uniqueItems'],
  object: ['minProperties', 'maxProperties'],
};

/** The restrictions of a JSON schema with the same names in the model. */
export function jsonSchemaFacets(type: string, schema: JsonObject): Facets {
  const same = (perType[type] ?? []).flatMap((key) =>
    schema[key] === undefined ? [] : [[key, schema[key]]],
  );
  const numeric = type === 'number' || type === 'integer';
  return {
    ...Object.fromEntries(same),
    ...(numeric && { ...exclusive(schema, 'minimum'), ...exclusive(schema, 'maximum') }),
  };
}

/** The model uses a flag beside the limit. */
function exclusive(schema: JsonObject, limit: 'minimum' | 'maximum'): Facets {
  const key = limit === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  const value = schema[key];
  return typeof value === 'number' ? { [limit]: value, [key]: true } : {};
}
