import type {
  Example,
  Facets,
  IntersectionShape,
  Json,
  JsonObject,
  Notes,
  ObjectShape,
  Property,
  ReferenceShape,
  ScalarShape,
  Shape,
  UnionShape,
} from '../model.ts';
import type { TypeIndex } from '../type-index.ts';

/** A shape as OpenAPI 3.0 schema object. */
export function schemaOf(shape: Shape, index: TypeIndex): JsonObject {
  const notes = notesOf(shape.notes);
  if (shape.kind === 'reference')
    return referenceSchema(shape.names, { ...facetsOf(shape.facets), ...notes });
  return { ...bareSchema(shape, index), ...notes };
}

/** A shape without notes that are placed beside the schema. */
export function without<S extends Shape>(shape: S, ...keys: readonly (keyof Notes)[]): S {
  const kept = Object.entries(shape.notes).filter(([key]) => !keys.some((dropped) => dropped === key));
  return { ...shape, notes: Object.fromEntries(kept) };
}

function bareSchema(shape: Exclude<Shape, ReferenceShape>, index: TypeIndex): JsonObject {
  switch (shape.kind) {
    case 'array':
      return { type: 'array', items: schemaOf(shape.items, index), ...facetsOf(shape.facets) };
    case 'union':
      return unionSchema(shape, index);
    case 'all':
      return intersectionSchema(shape, index);
    case 'object':
      return objectSchema(shape, index);
    default:
      return scalarSchema(shape);
  }
}

/** Keys beside `$ref` are ignored in OpenAPI 3.0, so a reference with further keys is wrapped. */
function referenceSchema(names: readonly string[], more: JsonObject): JsonObject {
  const references = names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const [only] = references;
  return references.length === 1 && only && Object.keys(more).length === 0
    ? only
    : { allOf: references, ...more };
}

/** OpenAPI 3.0 has no null type. */
const nullSchema: JsonObject = { type: 'string', nullable: true, enum: [null] };

function unionSchema(shape: UnionShape, index: TypeIndex): JsonObject {
  const { discriminator, facets } = shape;
  return {
    ...optionsSchema(shape, index),
    ...facetsOf(facets),
    ...(discriminator && {
      discriminator: {
        propertyName: discriminator.property,
        mapping: Object.fromEntries(
          Object.entries(discriminator.types).map(([value, name]) => [value, `#/components/schemas/${name}`]),
        ),
      },
    }),
  };
}

function intersectionSchema({ parts }: IntersectionShape, index: TypeIndex): JsonObject {
  return { allOf: parts.map((part) => schemaOf(part, index)) };
}

function optionsSchema({ options }: UnionShape, index: TypeIndex): JsonObject {
  const present = options.filter(({ kind }) => kind !== 'nil').map((option) => schemaOf(option, index));
  const [only] = present;
  if (present.length === options.length) return { anyOf: present };
  if (present.length === 1 && only && typeof only.type === 'string') return nullable(only);
  return { anyOf: [...present, nullSchema] };
}

function nullable(schema: JsonObject): JsonObject {
  const values = schema.enum;
  return { ...schema, nullable: true, ...(Array.isArray(values) && { enum: [...values, null] }) };
}

/**
 * Inherited properties are written out: with `allOf`, a closed parent would refuse the properties of its children. A
 * redeclared property must satisfy both declarations.
 */
function objectSchema(shape: ObjectShape, index: TypeIndex): JsonObject {
  const { properties, patterns, closed, facets } = index.flatten(shape);
  const required = [...new Set(properties.filter((property) => property.required).map(({ name }) => name))];
  return {
    type: 'object',
    ...(properties.length > 0 && { properties: propertySchemas(properties, index) }),
    ...(required.length > 0 && { required }),
    ...additional(
      patterns.filter(({ pattern }) => pattern !== ''),
      patterns.filter(({ pattern }) => pattern === ''),
      closed,
      index,
    ),
    ...facetsOf(facets),
  };
}

function propertySchemas(properties: readonly Property[], index: TypeIndex): JsonObject {
  const schemas = new Map<string, JsonObject>();
  for (const { name, shape } of properties) {
    const inherited = schemas.get(name);
    const own = schemaOf(shape, index);
    schemas.set(name, inherited && !sameJson(inherited, own) ? { allOf: [inherited, own] } : own);
  }
  return Object.fromEntries(schemas);
}

function sameJson(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

type Patterns = ObjectShape['patterns'];

/**
 * The pattern that matches every name becomes `additionalProperties` in OpenAPI. It has no other patterns: those are
 * kept under `x-patternProperties` for readers, and a closed object allows additional properties of their types.
 */
function additional(some: Patterns, every: Patterns, closed: boolean, index: TypeIndex): JsonObject {
  const [first] = every;
  const named = Object.fromEntries(some.map(({ pattern, shape }) => [pattern, schemaOf(shape, index)]));
  return {
    ...(first
      ? { additionalProperties: schemaOf(first.shape, index) }
      : closed && { additionalProperties: closedTo(named) }),
    ...(some.length > 0 && { 'x-patternProperties': named }),
  };
}

function closedTo(patterns: JsonObject): Json {
  const schemas = Object.values(patterns);
  const [only] = schemas;
  if (only === undefined) return false;
  return schemas.length === 1 ? only : { anyOf: schemas };
}

function scalarSchema({ kind, facets }: ScalarShape): JsonObject {
  switch (kind) {
    case 'any':
      return {};
    case 'nil':
      return nullSchema;
    case 'number':
    case 'integer':
      return numberSchema(kind, facets);
    case 'file':
      return fileSchema(facets);
    case 'boolean':
    case 'string':
      return { type: kind, ...facetsOf(facets) };
    default:
      return dateSchema(kind, facets);
  }
}

/** RAML's whole-number formats; OpenAPI has the last two. */
const integerFormats: Readonly<Record<string, JsonObject>> = {
  int8: { format: 'int32', minimum: -128, maximum: 127 },
  int16: { format: 'int32', minimum: -32768, maximum: 32767 },
  int: { format: 'int32' },
  int32: { format: 'int32' },
  long: { format: 'int64' },
  int64: { format: 'int64' },
};

function numberSchema(kind: 'number' | 'integer', facets: Facets): JsonObject {
  const { format, ...others } = facets;
  const whole = integerFormats[format ?? ''];
  if (whole) return { type: 'integer', ...whole, ...facetsOf(others) };
  return { type: kind, ...(format !== undefined && { format }), ...facetsOf(others) };
}

/** Lengths of a file are bytes, those of a string are characters; OpenAPI has no keyword for the former. */
function fileSchema({ minLength, maxLength }: Facets): JsonObject {
  return {
    type: 'string',
    format: 'binary',
    ...(minLength !== undefined && { 'x-minBytes': minLength }),
    ...(maxLength !== undefined && { 'x-maxBytes': maxLength }),
  };
}

const time = '([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?';
const patterns = {
  'time-only': `^${time}$`,
  'datetime-only': `^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T${time}$`,
  rfc2616:
    '^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \\d{4} \\d{2}:\\d{2}:\\d{2} GMT$',
};

function dateSchema(
  kind: 'datetime' | 'date-only' | 'time-only' | 'datetime-only',
  { format }: Facets,
): JsonObject {
  if (kind === 'date-only') return { type: 'string', format: 'date' };
  if (kind !== 'datetime') return { type: 'string', pattern: patterns[kind] };
  return format === 'rfc2616'
    ? { type: 'string', pattern: patterns.rfc2616 }
    : { type: 'string', format: 'date-time' };
}

/** The facets OpenAPI has under the same names. */
function facetsOf({ fileTypes: _fileTypes, format: _format, enum: values, ...facets }: Facets): JsonObject {
  return { ...(values && { enum: values }), ...facets };
}

function notesOf({ title, description, default: value, examples = [], extensions }: Notes): JsonObject {
  const [first, ...others] = examples;
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(value !== undefined && { default: value }),
    ...(first && { example: first.value }),
    ...(others.length > 0 && { 'x-examples': namedExamples(examples) }),
    ...extensions,
  };
}

/** Examples by name, as media types and parameters have them. A schema has one example; several are kept beside it. */
export function namedExamples(examples: readonly Example[]): JsonObject {
  return Object.fromEntries(
    examples.map(({ name, description, value }, position) => [
      name ?? `example${position + 1}`,
      { ...(description !== undefined && { summary: description }), value },
    ]),
  );
}
