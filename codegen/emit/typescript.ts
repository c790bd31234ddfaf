import type { ObjectShape, PatternProperty, Property, Shape } from '../model.ts';
import { braces, doc, key, lines, quote } from '../writer.ts';

/** The prefix of contract types: none inside types.ts, `T.` elsewhere. */
export type Prefix = '' | 'T.';

/** A shape as TypeScript type. */
export function typeText(shape: Shape, prefix: Prefix = ''): string {
  switch (shape.kind) {
    case 'any':
      return 'unknown';
    case 'nil':
      return 'null';
    case 'boolean':
      return literals(shape.facets.enum) ?? 'boolean';
    case 'number':
    case 'integer':
      return literals(shape.facets.enum) ?? numberText(shape.facets.format);
    case 'string':
      return literals(shape.facets.enum) ?? 'string';
    case 'datetime':
    case 'date-only':
    case 'time-only':
    case 'datetime-only':
      return 'string';
    case 'file':
      return `${prefix}UploadedFile`;
    case 'reference':
      return literals(shape.facets.enum) ?? shape.names.map((name) => `${prefix}${name}`).join(' & ');
    case 'array':
      return `readonly ${operand(shape.items, prefix)}[]`;
    case 'all':
      return shape.parts.map((part) => operand(part, prefix)).join(' & ');
    case 'union':
      return (
        literals(shape.facets.enum) ??
        [...new Set(shape.options.map((option) => typeText(option, prefix)))].join(' | ')
      );
    case 'object':
      return objectText(shape, prefix);
  }
}

/** A number is exact up to 53 bits; RAML's 64-bit formats may need the larger type. */
function numberText(format: string | undefined): string {
  return format === 'long' || format === 'int64' ? 'number | bigint' : 'number';
}

function literals(values: readonly (string | number | boolean)[] | undefined): string | undefined {
  return values?.map((value) => (typeof value === 'string' ? quote(value) : String(value))).join(' | ');
}

/** Adds parentheses where `[]` would otherwise apply only to the last part. */
function operand(shape: Shape, prefix: Prefix): string {
  const text = typeText(shape, prefix);
  return /^[\w.]+$/.test(text) || (text.startsWith('{') && shape.kind === 'object') ? text : `(${text})`;
}

function objectText(shape: ObjectShape, prefix: Prefix): string {
  const own = members(shape, prefix);
  const parents = shape.parents.map((name) => `${prefix}${name}`);
  if (own.length === 0 && parents.length === 0) {
    return shape.closed ? 'Readonly<Record<string, never>>' : 'Readonly<Record<string, unknown>>';
  }
  return [...parents, ...(own.length === 0 ? [] : [braces(own, ';')])].join(' & ');
}

/** The members of an object type, without separators. */
export function members(shape: ObjectShape, prefix: Prefix): string[] {
  return [...shape.properties.map((property) => member(property, prefix)), ...indexSignature(shape, prefix)];
}

/** One property with its description. */
export function member({ name, required, shape }: Property, prefix: Prefix): string {
  return lines(
    doc(shape.notes.description),
    `readonly ${key(name)}${required ? '' : '?'}: ${typeText(shape, prefix)}`,
  );
}

/** Pattern properties; in TypeScript the declared properties must match them as well. */
function indexSignature({ patterns, properties }: ObjectShape, prefix: Prefix): string[] {
  if (patterns.length === 0) return [];
  const shapes = [...patterns, ...properties].map((item: PatternProperty | Property) =>
    typeText(item.shape, prefix),
  );
  const absent = properties.some(({ required }) => !required) ? ['undefined'] : [];
  return [`readonly [name: string]: ${[...new Set([...shapes, ...absent])].join(' | ')}`];
}
