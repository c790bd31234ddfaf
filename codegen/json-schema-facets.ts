import type { Facets, Json } from './model.ts';

export type { Json };

const perType: Readonly<Record<string, readonly (keyof Facets)[]>> = {
  string: ['pattern', 'minLength', 'maxLength'],
  number: ['minimum', 'maximum', 'multipleOf'],
  integer: ['minimum', 'maximum', 'multipleOf'],
  array: ['minItems', 'maxItems', 'uniqueItems'],
  object: ['minProperties', 'maxProperties'],
};

/** The restrictions of a JSON schema that the model has under the same names. */
export function jsonSchemaFacets(type: string, schema: Readonly<Record<string, Json>>): Facets {
  const same = (perType[type] ?? []).flatMap((key) =>
    schema[key] === undefined ? [] : [[key, schema[key]]],
  );
  const numeric = type === 'number' || type === 'integer';
  return {
    ...Object.fromEntries(same),
    ...(numeric && { ...exclusive(schema, 'minimum'), ...exclusive(schema, 'maximum') }),
  };
}

/** Draft 4 has a flag beside the limit, draft 6 and later a limit of its own. */
function exclusive(schema: Readonly<Record<string, Json>>, limit: 'minimum' | 'maximum'): Facets {
  const key = limit === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  const value = schema[key];
  if (value === true) return { [key]: true };
  return typeof value === 'number' ? { [limit]: value, [key]: true } : {};
}
