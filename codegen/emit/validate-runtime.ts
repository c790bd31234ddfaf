import type { Mismatch } from './refusal-runtime.ts';
import type { Schema } from './request-runtime.ts';

/** @returns nothing if the value is valid */
export function validate(
  schema: Schema,
  value: unknown,
  path: string,
  schemas: Readonly<Record<string, Schema>>,
): Mismatch[] {
  const mismatch = (message: string): Mismatch[] => [{ path, message }];
  if (typeof schema.$ref === 'string') {
    const target = schemas[schema.$ref.replace('#/components/schemas/', '')];
    return target ? validate(target, value, path, schemas) : [];
  }
  if (value === null && schema.nullable === true) return [];
  const all = listOf(schema.allOf).flatMap((part) => validate(part, value, path, schemas));
  const options = [...listOf(schema.anyOf), ...listOf(schema.oneOf)];
  const failures = options.map((option) => validate(option, value, path, schemas));
  if (failures.length > 0 && failures.every((list) => list.length > 0)) {
    return [
      ...all,
      ...(optionMeant(schema, options, value, path, failures, schemas) ??
        mismatch('fits none of the allowed types')),
    ];
  }
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
    return [
      ...all,
      ...mismatch(`must be one of ${schema.enum.map((one) => JSON.stringify(one)).join(', ')}`),
    ];
  }
  return [...all, ...ofType(schema, value, path, schemas)];
}

/** @returns what is wrong by the only option, or by the one that the discriminator names */
function optionMeant(
  { discriminator }: Schema,
  options: readonly Schema[],
  value: unknown,
  path: string,
  failures: readonly Mismatch[][],
  schemas: Readonly<Record<string, Schema>>,
): Mismatch[] | undefined {
  if (failures.length === 1) return failures[0];
  if (!isRecord(discriminator) || !isRecord(discriminator.mapping) || !isRecord(value)) return undefined;
  const { propertyName, mapping } = discriminator;
  const name = String(propertyName);
  const kinds = Object.keys(mapping);
  const kind = kinds.find((one) => one === value[name]);
  if (kind !== undefined) {
    // It may be below one of the options.
    const found = validate({ $ref: mapping[kind] }, value, path, schemas);
    return found.length > 0 ? found : undefined;
  }
  const ofBase = failures[options.findIndex(({ $ref }) => $ref === undefined)];
  if (ofBase?.every((failure) => failure.path !== `${path}.${name}`)) return ofBase;
  const known = kinds.map((one) => JSON.stringify(one)).join(', ');
  return [{ path: `${path}.${name}`, message: `must be one of ${known}` }];
}

function listOf(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function ofType(
  schema: Schema,
  value: unknown,
  path: string,
  schemas: Readonly<Record<string, Schema>>,
): Mismatch[] {
  const mismatch = (message: string): Mismatch[] => [{ path, message }];
  switch (schema.type) {
    case 'string':
      if (value instanceof Uint8Array)
        return limits(schema, value.length, 'x-minBytes', 'x-maxBytes', 'bytes').flatMap(mismatch);
      return typeof value === 'string'
        ? textRules(schema, value).flatMap(mismatch)
        : mismatch('must be a string');
    case 'number':
      return typeof value === 'number'
        ? numberRules(schema, value).flatMap(mismatch)
        : mismatch('must be a number');
    case 'integer':
      return Number.isInteger(value)
        ? numberRules(schema, Number(value)).flatMap(mismatch)
        : mismatch('must be a whole number');
    case 'boolean':
      return typeof value === 'boolean' ? [] : mismatch('must be true or false');
    case 'array':
      return Array.isArray(value) ? ofItems(schema, value, path, schemas) : mismatch('must be a list');
    case 'object':
      return isRecord(value) ? ofMembers(schema, value, path, schemas) : mismatch('must be an object');
    default:
      return [];
  }
}

function limits(schema: Schema, size: number, low: string, high: string, what: string): string[] {
  return [
    ...(Number(schema[low] ?? Number.NEGATIVE_INFINITY) > size
      ? [`must have at least ${schema[low]} ${what}`]
      : []),
    ...(Number(schema[high] ?? Number.POSITIVE_INFINITY) < size
      ? [`must have at most ${schema[high]} ${what}`]
      : []),
  ];
}

function textRules(schema: Schema, value: string): string[] {
  const { format, pattern } = schema;
  return [
    ...limits(schema, [...value].length, 'minLength', 'maxLength', 'characters'),
    ...(typeof pattern === 'string' && !patternOf(pattern).test(value) ? [`must match ${pattern}`] : []),
    ...(format === 'date' && !isDay(value) ? ['must be a date such as 2020-02-29'] : []),
    ...(format === 'date-time' && !isMoment(value) ? ['must be a time such as 2020-02-29T12:00:00Z'] : []),
  ];
}

/** With Unicode properties such as `\p{L}`, unless that makes the pattern invalid. */
export function patternOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}

/** `Date` takes February 30 for March 1. */
function isDay(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value) && new Date(value).getUTCDate() === Number(value.slice(8));
}

function isMoment(value: string): boolean {
  const moment = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
  return moment.test(value) && isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value));
}

function numberRules(schema: Schema, value: number): string[] {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, multipleOf } = schema;
  const low = schema.exclusiveMinimum === true ? value <= Number(minimum) : value < Number(minimum);
  const high = schema.exclusiveMaximum === true ? value >= Number(maximum) : value > Number(maximum);
  const parts = value / Number(multipleOf);
  return [
    ...(low ? [`must be ${schema.exclusiveMinimum === true ? 'more than' : 'at least'} ${minimum}`] : []),
    ...(high ? [`must be ${schema.exclusiveMaximum === true ? 'less than' : 'at most'} ${maximum}`] : []),
    ...(multipleOf !== undefined && Math.abs(parts - Math.round(parts)) > 1e-9
      ? [`must be a multiple of ${multipleOf}`]
      : []),
  ];
}

function ofItems(
  schema: Schema,
  value: readonly unknown[],
  path: string,
  schemas: Readonly<Record<string, Schema>>,
): Mismatch[] {
  const { items } = schema;
  const different = new Set(value.map((item) => JSON.stringify(item))).size;
  return [
    ...limits(schema, value.length, 'minItems', 'maxItems', 'entries').map((message) => ({ path, message })),
    ...(schema.uniqueItems === true && different < value.length
      ? [{ path, message: 'must not repeat an entry' }]
      : []),
    ...(isRecord(items)
      ? value.flatMap((item, place) => validate(items, item, `${path}[${place}]`, schemas))
      : []),
  ];
}

function ofMembers(
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  path: string,
  schemas: Readonly<Record<string, Schema>>,
): Mismatch[] {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const patterns = Object.entries(
    isRecord(schema['x-patternProperties']) ? schema['x-patternProperties'] : {},
  );
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  const missing = listOf(schema.required)
    .map(String)
    .filter((name) => !names.includes(name));
  const members = names.flatMap((name) => {
    const matching = patterns.filter(([pattern]) => patternOf(pattern).test(name)).map(([, one]) => one);
    const declared = Object.hasOwn(properties, name) ? [properties[name]] : matching;
    const found = declared.length > 0 ? declared : [schema.additionalProperties];
    if (found[0] === false) return [{ path: `${path}.${name}`, message: 'is not a known property' }];
    return found.flatMap((one) =>
      isRecord(one) ? validate(one, value[name], `${path}.${name}`, schemas) : [],
    );
  });
  return [
    ...missing.map((name) => ({ path: `${path}.${name}`, message: 'is missing' })),
    ...limits(schema, names.length, 'minProperties', 'maxProperties', 'properties').map((message) => ({
      path,
      message,
    })),
    ...members,
  ];
}
