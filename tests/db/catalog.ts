import { type Kysely, sql } from 'kysely';
import type { Database } from '../../src/schema.ts';

/** A column as described by the database. */
export interface CatalogColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly collation: string | null;
  readonly isNullable: boolean;
  /** Generated from other columns. */
  readonly isComputed: boolean;
  /** Whether a new row may omit the column. */
  readonly hasDefault: boolean;
}

/** The columns of our own tables, in order. */
export async function listColumns(db: Kysely<Database>): Promise<CatalogColumn[]> {
  const { rows } = await sql<CatalogColumn>`
    select class.relname as table, attribute.attname as column,
      format_type(attribute.atttypid, attribute.atttypmod) as type, pg_collation.collname as collation,
      not attribute.attnotnull as "isNullable",
      attribute.attgenerated <> '' as "isComputed", attribute.atthasdef as "hasDefault"
    from pg_attribute attribute
    join pg_class class on class.oid = attribute.attrelid
    left join pg_collation on pg_collation.oid = attribute.attcollation
    where class.relnamespace = 'public'::regnamespace and class.relkind = 'r'
      and class.relname not like 'kysely%' and attribute.attnum > 0 and not attribute.attisdropped
    order by class.relname, attribute.attnum`.execute(db);
  return rows;
}

/** A constraint or a unique index, whose name is reported when a row violates it. */
export interface CatalogConstraint {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** All but the not null constraints, which only newer versions of PostgreSQL list. */
export async function listConstraints(db: Kysely<Database>): Promise<CatalogConstraint[]> {
  const { rows } = await sql<CatalogConstraint>`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint
    where connamespace = 'public'::regnamespace and contype <> 'n'
      and conrelid::regclass::text not like 'kysely%'
    order by 1, 2`.execute(db);
  return rows;
}

export interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly columns: readonly string[];
  /** The referenced table. */
  readonly target: string;
  readonly onDelete: 'cascade' | 'set null' | 'refuse';
}

export async function listForeignKeys(db: Kysely<Database>): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    select conrelid::regclass::text as table, conname as name,
      (select array_agg(attname::text order by place) from unnest(conkey) with ordinality as key (number, place)
       join pg_attribute on attrelid = conrelid and attnum = number) as columns,
      confrelid::regclass::text as target,
      case confdeltype when 'c' then 'cascade' when 'n' then 'set null' else 'refuse' end as "onDelete"
    from pg_constraint where connamespace = 'public'::regnamespace and contype = 'f'
    order by 1, 2`.execute(db);
  return rows;
}

export interface Index {
  readonly table: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly condition: string | null;
}

/** Indexes with their leading columns; an expression counts as an unnamed column. */
export async function listIndexes(db: Kysely<Database>): Promise<Index[]> {
  const { rows } = await sql<Index>`
    select indrelid::regclass::text as table, indexrelid::regclass::text as name,
      (select array_agg(coalesce(attname::text, '') order by place)
       from unnest(indkey::int2[]) with ordinality as key (number, place)
       left join pg_attribute on attrelid = indrelid and attnum = number and number > 0) as columns,
      pg_get_expr(indpred, indrelid) as condition
    from pg_index join pg_class on pg_class.oid = indexrelid
    where relnamespace = 'public'::regnamespace order by 1, 2`.execute(db);
  return rows;
}
