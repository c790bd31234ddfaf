import type { Pool, QueryResultRow } from 'pg';
import { providerTable } from './provider-plan.ts';

type Payload = Readonly<Record<string, unknown>>;

/** How the package stores one kind of object; it calls the methods by these names. */
interface Adapter {
  upsert(id: string, payload: Payload, expiresIn?: number): Promise<void>;
  find(id: string): Promise<Payload | undefined>;
  destroy(id: string): Promise<void>;
}

/**
 * One table (kind, id, payload, expires_at) for all kinds; each call is one statement. The statements are named, so
 * that PostgreSQL parses and plans them once for each connection.
 */
export function adapterOn(pool: Pool): (kind: string) => Adapter {
  const run = (name: string, text: string, values: unknown[]) =>
    pool.query<QueryResultRow>({ name, text, values });
  return (kind) => ({
    async upsert(id, payload, expiresIn) {
      const expiresAt = expiresIn === undefined ? null : new Date(Date.now() + expiresIn * 1000);
      await run('upsert', upsert, [kind, id, JSON.stringify(payload), expiresAt]);
    },
    async find(id) {
      return (await run('find', find, [kind, id])).rows[0]?.payload;
    },
    async destroy(id) {
      await run('destroy', destroy, [kind, id]);
    },
  });
}

const upsert = `insert into ${providerTable} (kind, id, payload, expires_at) values ($1, $2, $3, $4)
  on conflict (kind, id) do update set payload = excluded.payload, expires_at = excluded.expires_at`;

const find = `select payload from ${providerTable}
  where kind = $1 and id = $2 and (expires_at is null or expires_at > now())`;

const destroy = `delete from ${providerTable} where kind = $1 and id = $2`;
