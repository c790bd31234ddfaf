import type { PostgresPoolClient } from 'kysely';
import { inStatementSpan } from '../traces/spans.ts';

/** What `pg` and the embedded engine both answer. */
export interface StatementResult {
  readonly command?: string | null | undefined;
  readonly rowCount?: number | null | undefined;
  readonly rows: readonly unknown[];
}

/** A connection as Kysely's PostgresDialect wants it, without cursors. */
export function poolClient(
  send: (text: string, parameters: unknown[]) => Promise<StatementResult>,
  release: () => void,
): PostgresPoolClient {
  async function query(text: string, parameters: readonly unknown[]) {
    const { command, rowCount, rows } = await inStatementSpan(text, () => send(text, [...parameters]));
    return { command, rowCount: rowCount ?? 0, rows };
  }
  return { query: query as PostgresPoolClient['query'], release };
}
