import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  type CatalogColumn,
  type ForeignKey,
  type Index,
  listColumns,
  listConstraints,
  listForeignKeys,
  listIndexes,
} from './catalog.ts';
import { type DeclaredColumn, readDeclaredColumns } from './declared-tables.ts';

/** Foreign keys to rows that are never deleted, so they are never looked up. */
const notLookedUp = new Set(['users_username_reserved', 'organizations_globalid_reserved']);

const declared = readDeclaredColumns().sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe('the schema', () => {
  // To fix a failure, change the `tables.ts` of the feature, or write the missing migration.
  test('has exactly the tables and columns that src/schema.ts declares', async () => {
    const actual = (await listColumns(database.db)).map(nameOf);
    expect(declared.map(nameOf)).toEqual(actual.sort());
  });

  test('may hold null exactly where src/schema.ts says so', async () => {
    const columns = await listColumns(database.db);
    const computed = new Set(columns.filter(({ isComputed }) => isComputed).map(nameOf));
    const nullable = (all: readonly (DeclaredColumn | CatalogColumn)[]) =>
      all.filter((column) => column.isNullable && !computed.has(nameOf(column))).map(nameOf);
    expect(nullable(declared)).toEqual(nullable(columns).sort());
    expect(computed.size).toBeLessThan(10);
  });

  test('fills every column that a new row may leave out', async () => {
    const columns = await listColumns(database.db);
    const filled = new Set(columns.filter((column) => column.hasDefault || column.isNullable).map(nameOf));
    const unfilled = declared.filter(({ hasDefault }) => hasDefault).map(nameOf);
    expect(unfilled.filter((column) => !filled.has(column))).toEqual([]);
    expect(unfilled.length).toBeGreaterThan(50);
  });

  test('compares every text by its bytes, so that order and prefixes are the same everywhere', async () => {
    const texts = (await listColumns(database.db)).filter(({ collation }) => collation !== null);
    expect(texts.filter(({ collation }) => collation !== 'C')).toEqual([]);
    expect(texts.length).toBeGreaterThan(100);
  });

  test('keeps every time with its zone and in milliseconds', async () => {
    const times = (await listColumns(database.db)).filter(({ type }) => /time|date/.test(type));
    expect(new Set(times.map(({ type }) => type))).toEqual(new Set(['timestamp(3) with time zone']));
  });

  test('hands out no serial numbers', async () => {
    const numbers = (await listColumns(database.db)).filter(({ type }) => type === 'bigint');
    const places = numbers.map(({ table, column }) => `${table}.${column}`);
    expect(places).toEqual(['account_exports.size', 'rate_limits.expire', 'user_passkeys.sign_count']);
  });

  test('names every constraint after its table', async () => {
    const constraints = await listConstraints(database.db);
    expect(constraints.filter(({ table, name }) => !name.startsWith(`${table}_`))).toEqual([]);
    const tables = new Set(declared.map(({ table }) => table));
    const keyed = constraints.filter(({ definition }) => definition.startsWith('PRIMARY KEY'));
    expect(keyed.map(({ table }) => table)).toEqual([...tables].sort());
  });

  test('names every index after its table', async () => {
    const indexes = await listIndexes(database.db);
    const own = indexes.filter(({ table }) => !table.startsWith('kysely'));
    expect(own.filter(({ table, name }) => !name.startsWith(`${table}_`))).toEqual([]);
  });

  test('has an index for every foreign key that a deletion has to follow', async () => {
    const indexes = await listIndexes(database.db);
    const missing = (await listForeignKeys(database.db)).filter(
      (key) => !notLookedUp.has(key.name) && !indexes.some((index) => serves(index, key)),
    );
    expect(missing).toEqual([]);
  });
});

function nameOf({ table, column }: { readonly table: string; readonly column: string }): string {
  return `${table}.${column}`;
}

/**
 * An index serves a foreign key if its first column is one of the key's; of two columns, one must narrow the search to
 * one owner. A condition may only exclude rows without a value, which refer to nothing.
 */
function serves({ table, columns, condition }: Index, key: ForeignKey): boolean {
  const [first = ''] = columns;
  if (table !== key.table || !key.columns.includes(first)) return false;
  return condition === null || key.columns.some((column) => condition === `(${column} IS NOT NULL)`);
}
