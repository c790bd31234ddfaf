import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import type { NewReservedNameRow, ReservedNameRow } from './tables.ts';

/**
 * Takes a name for a new user or organization, in the transaction that creates it. Usernames and globalids share
 * one namespace and are never given out again.
 * @returns whether the name was free; if not, `findReservedName` tells who has or had it
 */
export async function insertReservedName(
  trx: Transaction<Database>,
  row: NewReservedNameRow,
): Promise<boolean> {
  const result = await trx
    .insertInto('reserved_names')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** How many numbers are looked at in one statement, from the first statement to the last ones. */
const firstSpan = 20;
const longestSpan = 20_000;

/**
 * Takes the first free one of `<base>_1`, `<base>_2`, ... as a username, in the transaction that creates the user.
 * Whoever is faster has the name; the next one is tried.
 * @returns the name
 */
export async function insertNumberedName(
  trx: Transaction<Database>,
  base: string,
  reservedAt: Date,
): Promise<string> {
  for (let [from, span] = [1, firstSpan]; ; ) {
    const free = await findFreeNumber(trx, base, from, from + span - 1);
    if (free === undefined) {
      [from, span] = [from + span, Math.min(span * 10, longestSpan)];
      continue;
    }
    const name = `${base}_${free}`;
    if (await insertReservedName(trx, { name, kind: 'user', reserved_at: reservedAt })) return name;
  }
}

async function findFreeNumber(
  db: Kysely<Database>,
  base: string,
  from: number,
  to: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ n: number }>`
    select n from generate_series(${from}::int, ${to}::int) as n
    where not exists (select from reserved_names where name = ${`${base}_`}::text || n)
    order by n limit 1`.execute(db);
  return rows[0]?.n;
}

/** Who has, or once had, a name. */
export function findReservedName(db: Kysely<Database>, name: string): Promise<ReservedNameRow | undefined> {
  return db.selectFrom('reserved_names').selectAll().where('name', '=', name).executeTakeFirst();
}
