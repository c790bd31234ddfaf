import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';

export interface ReservedName {
  readonly name: string;
  readonly kind: 'user' | 'organization';
}

/**
 * Reserves a name for a new user or organization, in the transaction that creates it. Usernames and globalids share one
 * namespace and are never given out again.
 * @returns false when the name is taken; `findReservedName` then says by what
 */
export async function insertReservedName(
  trx: Transaction<Database>,
  { name, kind }: ReservedName,
  reservedAt: Date,
): Promise<boolean> {
  const result = await trx
    .insertInto('reserved_names')
    .values({ name, kind, reserved_at: reservedAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/**
 * How many numbers one statement tries: few in the first, ten times more in each further one, up to the longest span.
 */
const firstSpan = 20;
const longestSpan = 20_000;

/**
 * Reserves the first free name of `<base>_1`, `<base>_2`, ... as a username, in the transaction that creates the user.
 * When another request takes that name first, the next one is tried.
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
    if (await insertReservedName(trx, { name, kind: 'user' }, reservedAt)) return name;
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

/** Finds a name that is, or once was, given out. */
export function findReservedName(db: Kysely<Database>, name: string): Promise<ReservedName | undefined> {
  return db.selectFrom('reserved_names').select(['name', 'kind']).where('name', '=', name).executeTakeFirst();
}
