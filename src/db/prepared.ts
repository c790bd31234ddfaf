import { hash } from 'node:crypto';
import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Database } from '../schema.ts';

/** Stands for a value while a query is built; each run replaces it. */
class Placeholder {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/** Refers to a value that each run supplies: `where('username', '=', value('username'))`. */
export type ValueOf<Values> = <Name extends keyof Values>(name: Name) => Values[Name];

/**
 * A query that is built and compiled once, at its first run, and later sent with other values: for statements
 * of nearly every request, where building costs more than sending. The text must not depend on the values: no
 * lists of varying length, no optional parts, no `=` with a `value()` that may be null, and no `select *`,
 * whose meaning changes with the schema.
 */
export function prepareQuery<Values extends object, Row>(
  build: (db: Kysely<Database>, value: ValueOf<Values>) => Compilable<Row>,
): (db: Kysely<Database>, values: Values) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (db, values) => {
    compiled ??= named(sentOnce(build(db, placeholders()).compile()));
    const parameters = fill(compiled.parameters, values);
    const rows = await ways.get(db)?.(compiled.sql, parameters);
    // The type of the query is the type of its rows.
    if (rows) return rows as Row[];
    const query: CompiledQuery<Row> = { ...compiled, parameters };
    return (await db.executeQuery(query)).rows;
  };
}

function placeholders<Values>(): ValueOf<Values> {
  const made = new Map<PropertyKey, Placeholder>();
  return (name) => {
    const one = made.get(name) ?? new Placeholder(name);
    made.set(name, one);
    return one as never;
  };
}

/** A value that a query refers to several times is one parameter: each costs both sides time. */
function sentOnce<Row>(query: CompiledQuery<Row>): CompiledQuery<Row> {
  const parameters = [...new Set(query.parameters)];
  const numberOf = (_all: string, former: string) =>
    `$${parameters.indexOf(query.parameters[Number(former) - 1]) + 1}`;
  return { ...query, sql: query.sql.replace(/\$(\d+)/g, numberOf), parameters };
}

/** Sends a prepared query outside transactions. @returns its rows; undefined when it had no effect */
export type SendAlone = (text: string, values: unknown[]) => Promise<readonly unknown[] | undefined>;

const ways = new WeakMap<Kysely<Database>, SendAlone>();

/** Sends prepared queries on `db` itself, outside transactions, in another way first. */
export function sendAloneBy(db: Kysely<Database>, send: SendAlone): void {
  ways.set(db, send);
}

const names = new Map<string, string>();

/**
 * The name under which each connection to PostgreSQL keeps a prepared query, parsed and planned. Undefined
 * for the text of any other query.
 */
export function statementName(text: string): string | undefined {
  return names.get(text);
}

function named<Row>(query: CompiledQuery<Row>): CompiledQuery<Row> {
  names.set(query.sql, `iyo_${hash('sha256', query.sql, 'hex').slice(0, 16)}`);
  return query;
}

function fill(parameters: readonly unknown[], values: object): unknown[] {
  const given = values as Readonly<Record<PropertyKey, unknown>>;
  return parameters.map((parameter) =>
    parameter instanceof Placeholder ? given[parameter.name] : parameter,
  );
}
