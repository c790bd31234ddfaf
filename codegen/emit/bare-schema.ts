import type { Schema } from './request-runtime.ts';

/** Keywords without effect on validation. */
export const forReaders = ['title', 'description', 'example', 'x-examples'];

/** A schema without these keywords, at any depth; property names are left alone. */
export function without(keywords: readonly string[], schema: Schema): Schema {
  const kept = Object.entries(schema).filter(([key]) => !keywords.includes(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, valueWithout(keywords, key, value)]));
}

function valueWithout(keywords: readonly string[], key: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    if (['enum', 'required', 'default'].includes(key)) return value;
    return value.map((item) => valueWithout(keywords, '', item));
  }
  if (typeof value !== 'object' || value === null || key === 'default') return value;
  if (key !== 'properties' && key !== 'x-patternProperties') return without(keywords, value as Schema);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, without(keywords, member)]));
}
