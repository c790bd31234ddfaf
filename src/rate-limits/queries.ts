import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** One counter and what it allows. */
export interface Counter {
  readonly key: string;
  readonly attempts: number;
  readonly seconds: number;
  /** Set for limits that delay attempts instead of refusing them; see `limits.ts`. */
  readonly firstWait: number | null;
  readonly longestWait: number | null;
}

/** A counter after an attempt; if the attempt was refused, as it was before. */
export interface CounterRow {
  readonly key: string;
  readonly points: number;
  /** Milliseconds since 1970. */
  readonly expire: string | null;
  readonly blocked_until: Date | null;
  readonly was_counted: boolean;
}

/**
 * Counts one attempt on every counter, or on none if one of them refuses it. Locks counters in the order of their keys.
 * Concurrent first attempts do not see each other, so callers must check the returned points.
 */
export async function countOnAll(
  db: Kysely<Database>,
  counters: readonly Counter[],
  now: Date,
): Promise<CounterRow[]> {
  const column = <Name extends keyof Counter>(name: Name) => counters.map((counter) => counter[name]);
  const time = now.getTime();
  const { rows } = await sql<CounterRow>`
    with asked as (
      select * from unnest(
        ${column('key')}::text[], ${column('attempts')}::int[], ${column('seconds')}::int[],
        ${column('firstWait')}::int[], ${column('longestWait')}::int[]
      ) as a (key, attempts, seconds, first_wait, longest_wait)
    ),
    held as (
      select key, points, expire, blocked_until from rate_limits
      where key = any (${column('key')}::text[]) and expire > ${time}
      order by key for update
    ),
    spent as (
      select from asked a join held h on h.key = a.key
      where case when a.first_wait is null then h.points >= a.attempts else h.blocked_until > ${now} end
    ),
    counted as (
      insert into rate_limits as c (key, points, expire)
      select key, 1, ${time}::bigint + seconds * 1000 from asked
      where not exists (select from spent) order by key
      on conflict (key) do update set (points, expire, blocked_until) = (
        select n.points,
          case when c.expire > ${time} and a.first_wait is null then c.expire else excluded.expire end,
          case when n.points >= a.attempts then ${now}::timestamptz
            + least(a.longest_wait, a.first_wait * power(2, n.points - a.attempts)) * interval '1 second' end
        from asked a, lateral (
          select case when c.expire > ${time} then c.points + 1 else 1 end as points
        ) as n
        where a.key = c.key
      )
      returning key, points, expire, blocked_until
    )
    select a.key, coalesce(n.points, h.points, 0) as points, coalesce(n.expire, h.expire) as expire,
      coalesce(n.blocked_until, h.blocked_until) as blocked_until, n.key is not null as was_counted
    from asked a left join counted n on n.key = a.key left join held h on h.key = a.key`.execute(db);
  return rows;
}

export async function deleteCounters(db: Kysely<Database>, keys: readonly string[]): Promise<void> {
  await db.deleteFrom('rate_limits').where('key', 'in', keys).execute();
}

/** A counter whose window has not ended. */
export interface RunningCounter {
  readonly key: string;
  readonly points: number;
  /** Milliseconds since 1970. */
  readonly expire: string | null;
  readonly blockedUntil: Date | null;
}

export function listCounters(
  db: Kysely<Database>,
  keys: readonly string[],
  now: Date,
): Promise<RunningCounter[]> {
  return db
    .selectFrom('rate_limits')
    .select(['key', 'points', 'expire', 'blocked_until as blockedUntil'])
    .where(sql<boolean>`key = any (${keys}::text[])`)
    .where('expire', '>', String(now.getTime()))
    .orderBy('key')
    .execute();
}

/**
 * Finds a user, and the ids of the user's remembered browsers, which are counted separately.
 * @returns undefined when there is no such user
 */
export async function findUserWithDevices(
  db: Kysely<Database>,
  username: string,
): Promise<{ readonly username: string; readonly devices: readonly string[] } | undefined> {
  const rows = await db
    .selectFrom('users')
    .leftJoin('trusted_devices', 'trusted_devices.username', 'users.username')
    .select(['users.username', 'device_id as deviceId'])
    .where('users.username', '=', username)
    .execute();
  const [first] = rows;
  return first && { username: first.username, devices: rows.flatMap(({ deviceId }) => deviceId ?? []) };
}
