/** Parts of `pg` that its own client uses and that its types leave out. */

declare module 'pg/lib/utils.js' {
  /** @returns the value in the form that PostgreSQL reads: text or bytes */
  export function prepareValue(value: unknown): string | Buffer | null;
}

declare module 'pg/lib/result.js' {
  import type { CommandCompleteMessage, Field } from 'pg-protocol/dist/messages';

  /** The answer to one statement, with parsed rows. */
  export default class Result {
    readonly command: string | null;
    readonly rowCount: number | null;
    readonly rows: unknown[];
    constructor(rowMode?: 'array', types?: unknown);
    addFields(fields: readonly Field[]): void;
    addRow(row: unknown): void;
    addCommandComplete(message: CommandCompleteMessage): void;
    parseRow(fields: readonly unknown[]): unknown;
  }
}

declare module 'pg/lib/query.js' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';
  import type { DatabaseError } from 'pg-protocol';
  import type { DataRowMessage, RowDescriptionMessage } from 'pg-protocol/dist/messages';

  /** The connection that a query is sent over, and the statements parsed on it. */
  export interface QueryConnection {
    readonly stream: Socket;
    readonly parsedStatements: Record<string, string | undefined>;
    readonly submittedNamedStatements: Record<string, string | undefined>;
  }

  /** A query that a client sends. It handles all of its answers. */
  export default class Query extends EventEmitter {
    readonly name: string | undefined;
    readonly text: string;
    constructor(text: string, values: unknown[]);
    submit(connection: QueryConnection): Error | null;
    handleRowDescription(message: RowDescriptionMessage): void;
    handleDataRow(message: DataRowMessage): void;
    handleCommandComplete(): void;
    handleError(error: DatabaseError | Error): void;
    handleReadyForQuery(): void;
  }
}
