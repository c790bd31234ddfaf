import fc from 'fast-check';
import type { Schema } from '../emit/request-runtime.ts';
import { patternOf, validate } from '../emit/validate-runtime.ts';

export type Schemas = Readonly<Record<string, Schema>>;

/** Below this depth only required properties are generated, so that recursive types end. */
const deepest = 4;

/** Values that conform to a schema; occasionally one violates a rule that is not supported here. */
export function arbitraryOf(schema: Schema, schemas: Schemas, depth = 0): fc.Arbitrary<unknown> {
  if (typeof schema.$ref === 'string') {
    const target = schemas[schema.$ref.replace('#/components/schemas/', '')];
    return target ? arbitraryOf(target, schemas, depth) : fc.constant(null);
  }
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const parts = listOf(schema.allOf);
  if (parts.length > 0) return merged([...parts, { ...schema, allOf: undefined }], schemas, depth);
  const options = [...listOf(schema.anyOf), ...listOf(schema.oneOf)];
  if (options.length > 0) {
    const simple = depth >= deepest ? options.filter(({ $ref }) => $ref === undefined) : [];
    return fc.oneof(
      ...(simple.length > 0 ? simple : options).map((one) => arbitraryOf(one, schemas, depth + 1)),
    );
  }
  return ofType(schema, schemas, depth);
}

/** One value, always the same. @returns undefined if no valid one was found */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  const candidates = fc.sample(arbitraryOf(schema, schemas), { seed: 1, numRuns: 40 });
  return candidates.find((value) => validate(schema, value, '', schemas).length === 0) ?? candidates[0];
}

function listOf(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value : [];
}

/** The merged members if all parts are objects; otherwise a value that conforms to all parts. */
function merged(parts: readonly Schema[], schemas: Schemas, depth: number): fc.Arbitrary<unknown> {
  const flat = parts.flatMap((part) => flattened(part, schemas));
  if (!flat.some(({ type }) => type === 'object')) {
    const rules: Schema = Object.assign({}, ...flat);
    return arbitraryOf(rules, schemas, depth);
  }
  const objects = flat.filter(({ type }) => type === 'object');
  return fc
    .tuple(...objects.map((part) => objectArbitrary(part, schemas, depth)))
    .map((values) => Object.assign({}, ...values));
}

/** A part with references and nested parts resolved. */
function flattened(schema: Schema, schemas: Schemas, depth = 0): Schema[] {
  if (typeof schema.$ref === 'string') {
    const target = schemas[schema.$ref.replace('#/components/schemas/', '')];
    return target && depth < 20 ? flattened(target, schemas, depth + 1) : [];
  }
  const { allOf, ...own } = schema;
  return [...listOf(allOf).flatMap((part) => flattened(part, schemas, depth + 1)), own];
}

function ofType(schema: Schema, schemas: Schemas, depth: number): fc.Arbitrary<unknown> {
  const limit = (key: string, otherwise: number): number => Number(schema[key] ?? otherwise);
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'integer':
      return fc.integer({
        min: Math.ceil(limit('minimum', -1000)),
        max: Math.floor(limit('maximum', Math.max(1000, limit('minimum', 0) + 1000))),
      });
    case 'number':
      return fc.integer({
        min: Math.ceil(limit('minimum', -1000)),
        max: Math.floor(limit('maximum', Math.max(1000, limit('minimum', 0) + 1000))),
      });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return listArbitrary(schema, schemas, depth);
    case 'object':
      return objectArbitrary(schema, schemas, depth);
    default:
      return fc.constantFrom('text', 1, true);
  }
}

function textOf(schema: Schema): fc.Arbitrary<unknown> {
  const { format, maxLength, minLength = 0, pattern } = schema;
  if (format === 'date-time') return fc.constantFrom('2020-02-29T12:00:00Z', '1999-12-31T23:59:59.5+02:00');
  if (format === 'date') return fc.constantFrom('2020-02-29', '1999-12-31');
  const [least, most] = [Number(minLength), Number(maxLength ?? Number(minLength) + 12)];
  if (typeof pattern === 'string') {
    const expression = patternOf(pattern);
    const matching = fc.stringMatching(expression, { size: 'small' });
    const long = fc.stringMatching(expression, { size: 'medium' });
    return fc.oneof(matching, long).map((text) => text.slice(0, Number(maxLength ?? text.length)));
  }
  return fc.string({ minLength: least, maxLength: Math.max(least, Math.min(most, least + 40)) });
}

function listArbitrary(schema: Schema, schemas: Schemas, depth: number): fc.Arbitrary<unknown> {
  const least = Number(schema.minItems ?? 0);
  if (least === 0 && depth >= deepest) return fc.constant([]);
  const items = arbitraryOf((schema.items as Schema | undefined) ?? {}, schemas, depth + 1);
  const most = depth >= deepest ? least : Math.min(Number(schema.maxItems ?? least + 3), least + 3);
  const range = { minLength: least, maxLength: Math.max(least, most) };
  if (schema.uniqueItems === true)
    return fc.uniqueArray(items, { ...range, selector: (item) => JSON.stringify(item) });
  return fc.array(items, range);
}

function objectArbitrary(schema: Schema, schemas: Schemas, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Schemas);
  const required = listOf(schema.required).map(String);
  const kept = depth >= deepest ? properties.filter(([name]) => required.includes(name)) : properties;
  const model = Object.fromEntries(kept.map(([name, one]) => [name, arbitraryOf(one, schemas, depth + 1)]));
  const known = required.filter((name) => Object.hasOwn(model, name));
  return fc.record(model, { requiredKeys: known }).map((value) => ({ ...value }));
}
