/** Parts of `pg` that its own client is made of and that its types leave out. */

declare module 'pg/lib/utils.js' {
  /** @returns the value as PostgreSQL reads it: text, or bytes */
  export function prepareValue(value: unknown): string | Buffer | null;
}

declare module 'pg/lib/result.js' {
  import type { CommandCompleteMessage, Field } from 'pg-protocol/dist/messages';

  /** The answer to one statement, with the values of its rows parsed. */
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
