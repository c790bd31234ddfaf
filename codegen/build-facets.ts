import type { Facets } from './model.ts';
import { child, itemsOf, type SourceNode, scalarOf } from './source.ts';

const numbers = [
  ...(['minLength', 'maxLength', 'minimum', 'maximum', 'multipleOf'] as const),
  ...(['minItems', 'maxItems', 'minProperties', 'maxProperties'] as const),
];
const order = [
  ...['enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'multipleOf', 'format'],
  ...['fileTypes', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
];

/** The built-in restrictions that a declaration sets itself. */
export function facetsOf(node: SourceNode): Facets {
  if (node.kind !== 'map') return {};
  const values = order.flatMap((key): [string, unknown][] => {
    const facet = child(node, key);
    const value = facet && facetValue(key, facet);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(values);
}

/** A pattern without anchors has to match the whole text. */
export function anchored(pattern: string): string {
  if (/^\^|(?<!\\)\$$/.test(pattern)) return pattern;
  return pattern.includes('|') ? `^(?:${pattern})$` : `^${pattern}$`;
}

function facetValue(key: string, node: SourceNode): unknown {
  if (key === 'enum') {
    const values = itemsOf(node).map(scalarOf);
    return values.some((value) => value === null || value === undefined) ? undefined : values;
  }
  if (key === 'fileTypes') return itemsOf(node).map((item) => String(scalarOf(item)));
  const value = scalarOf(node);
  if (value === undefined || value === null) return undefined;
  if (key === 'uniqueItems') return value === true || undefined;
  if (key === 'pattern') return anchored(String(value));
  return numbers.some((name) => name === key) ? Number(value) : String(value);
}
