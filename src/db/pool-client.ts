import type { PostgresPoolClient } from 'kysely';
import { inStatementSpan } from '../traces/spans.ts';

/** The result of a statement, as `pg` and the embedded engine return it. */
export interface StatementResult {
  readonly command?: string | null | undefined;
  readonly rowCount?: number | null | undefined;
  readonly rows: readonly unknown[];
}

/** A connection for Kysely's PostgresDialect, without cursors. */
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
