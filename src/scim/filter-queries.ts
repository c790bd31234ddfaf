import { type RawBuilder, sql } from 'kysely';
import { type Comparison, type Filter, invalidFilter } from './filter.ts';
import { ScimError } from './scim-error.ts';

/** A SCIM attribute as SQL. */
export type Attribute = SimpleAttribute | ListAttribute;

export interface SimpleAttribute {
  /** `text` is compared without regard to case. */
  readonly kind: 'text' | 'exact' | 'time' | 'boolean';
  readonly value: RawBuilder<unknown>;
}

/** A multi-valued attribute, as rows of a table. */
export interface ListAttribute {
  readonly kind: 'list';
  readonly rows: RawBuilder<unknown>;
  /** Sub-attributes by lower-case name; `value` is the default. */
  readonly parts: Readonly<Record<string, SimpleAttribute>>;
}

/** Attributes by lower-case path. */
export type Attributes = Readonly<Record<string, Attribute>>;

/**
 * Translates a filter into an SQL condition.
 * @param core the schema whose id may precede an attribute
 * @throws ScimError `invalidFilter` for an attribute that cannot be filtered by, or a value of the wrong type
 */
export function filterCondition(filter: Filter, attributes: Attributes, core: string): RawBuilder<boolean> {
  if ('filters' in filter) {
    const parts = filter.filters.map((each) => filterCondition(each, attributes, core));
    return sql<boolean>`(${sql.join(parts, filter.op === 'and' ? sql` and ` : sql` or `)})`;
  }
  if ('filter' in filter)
    return sql<boolean>`not coalesce(${filterCondition(filter.filter, attributes, core)}, false)`;
  const path = plainPath(filter.attrPath, core);
  if ('valFilter' in filter) {
    const list = Object.hasOwn(attributes, path) ? attributes[path] : undefined;
    if (list?.kind !== 'list') throw invalidFilter('filter', `"${filter.attrPath}" has no several values`);
    return someRow(list, filterCondition(filter.valFilter, list.parts, core));
  }
  return attributeCondition(filter, path, attributes);
}

/** The SQL expression to sort by. @throws ScimError `invalidPath` */
export function orderOf(path: string, attributes: Attributes, core: string): RawBuilder<unknown> {
  const plain = plainPath(path, core);
  const found = Object.hasOwn(attributes, plain) ? attributes[plain] : undefined;
  if (!found || found.kind === 'list')
    throw new ScimError(400, 'invalidPath', `sortBy: cannot sort by "${path}"`);
  return found.kind === 'text' ? sql`lower(${found.value})` : found.value;
}

/** The path in lower case, without the id of the core schema. */
function plainPath(path: string, core: string): string {
  const folded = path.toLowerCase();
  const prefix = `${core.toLowerCase()}:`;
  return folded.startsWith(prefix) ? folded.slice(prefix.length) : folded;
}

type Simple = Exclude<Filter, { filters: unknown } | { filter: unknown } | { valFilter: unknown }>;

function attributeCondition(filter: Simple, path: string, attributes: Attributes): RawBuilder<boolean> {
  const found = Object.hasOwn(attributes, path) ? attributes[path] : undefined;
  if (found?.kind === 'list') return listCondition(filter, found, 'value');
  if (found) return simpleCondition(filter, found);
  const [, owner = '', part = ''] = /^(.+)\.([^.]+)$/.exec(path) ?? [];
  const list = Object.hasOwn(attributes, owner) ? attributes[owner] : undefined;
  if (list?.kind === 'list') return listCondition(filter, list, part);
  throw invalidFilter('filter', `cannot filter by "${filter.attrPath}"`);
}

function listCondition(filter: Simple, list: ListAttribute, part: string): RawBuilder<boolean> {
  const found = Object.hasOwn(list.parts, part) ? list.parts[part] : undefined;
  if (!found) throw invalidFilter('filter', `cannot filter by "${filter.attrPath}"`);
  return someRow(list, simpleCondition(filter, found));
}

function someRow({ rows }: ListAttribute, condition: RawBuilder<boolean>): RawBuilder<boolean> {
  return sql<boolean>`exists (select from ${rows} where ${condition})`;
}

function simpleCondition(filter: Simple, { kind, value }: SimpleAttribute): RawBuilder<boolean> {
  if (!('compValue' in filter)) {
    return kind === 'text' || kind === 'exact'
      ? sql<boolean>`(${value} is not null and ${value} <> '')`
      : sql<boolean>`(${value} is not null)`;
  }
  if (filter.compValue === null) return nullCondition(filter, value);
  if (kind === 'boolean') return booleanCondition(filter, value);
  if (kind === 'time') return timeCondition(filter, value);
  return textCondition(filter, kind === 'text', value);
}

function nullCondition({ op, attrPath }: Comparison, value: RawBuilder<unknown>): RawBuilder<boolean> {
  if (op === 'eq') return sql<boolean>`(${value} is null)`;
  if (op === 'ne') return sql<boolean>`(${value} is not null)`;
  throw invalidFilter('filter', `"${attrPath}" can be equal to null or not`);
}

function booleanCondition(filter: Comparison, value: RawBuilder<unknown>): RawBuilder<boolean> {
  const { op, attrPath } = filter;
  const flag =
    typeof filter.compValue === 'string' ? words[filter.compValue.toLowerCase()] : filter.compValue;
  if (typeof flag !== 'boolean' || (op !== 'eq' && op !== 'ne'))
    throw invalidFilter('filter', `"${attrPath}" can be equal to true or false, or not`);
  return sql<boolean>`(${value} = ${op === 'eq' ? flag : !flag})`;
}

/** Some clients send booleans as text. */
const words: Readonly<Record<string, boolean>> = { true: true, false: false };

const operators = {
  eq: sql`=`,
  ne: sql`is distinct from`,
  gt: sql`>`,
  ge: sql`>=`,
  lt: sql`<`,
  le: sql`<=`,
} as const;

function timeCondition(
  { op, attrPath, compValue }: Comparison,
  value: RawBuilder<unknown>,
): RawBuilder<boolean> {
  const time =
    typeof compValue === 'string' && /^\d{4}-\d\d-\d\d/.test(compValue) ? new Date(compValue) : undefined;
  if (!time || Number.isNaN(time.getTime()) || op === 'co' || op === 'sw' || op === 'ew')
    throw invalidFilter('filter', `"${attrPath}" is compared with a time, such as "2026-01-31T12:00:00Z"`);
  return sql<boolean>`(${value} ${operators[op]} ${time}::timestamptz)`;
}

function textCondition(
  filter: Comparison,
  isFolded: boolean,
  column: RawBuilder<unknown>,
): RawBuilder<boolean> {
  const { op, attrPath, compValue } = filter;
  if (typeof compValue !== 'string' || compValue.includes('\0'))
    throw invalidFilter('filter', `"${attrPath}" is compared with a text in quotes`);
  const value = isFolded ? sql`lower(${column})` : column;
  const compared = isFolded ? sql`lower(${compValue}::text collate "C")` : sql`${compValue}::text`;
  switch (op) {
    case 'co':
      return sql<boolean>`(position(${compared} in ${value}) > 0)`;
    case 'sw':
      return sql<boolean>`(left(${value}, length(${compared})) = ${compared})`;
    case 'ew':
      return sql<boolean>`(right(${value}, length(${compared})) = ${compared})`;
    default:
      return sql<boolean>`(${value} ${operators[op]} ${compared})`;
  }
}
