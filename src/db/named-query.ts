import Query, { type QueryConnection } from 'pg/lib/query.js';
import Result from 'pg/lib/result.js';
import { prepareValue } from 'pg/lib/utils.js';
import { type DatabaseError, serialize } from 'pg-protocol';
import type { DataRowMessage, RowDescriptionMessage } from 'pg-protocol/dist/messages';

/** A statement with its values. PostgreSQL keeps it parsed under its name. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** The columns of each statement's rows, by name. PostgreSQL describes them once per connection. */
export type RowShapes = Map<string, Result>;

const execution = Buffer.concat([serialize.execute(), serialize.sync()]);
const describedExecution = Buffer.concat([serialize.describe({ type: 'P' }), execution]);

/**
 * Sends all its messages in one write, and has its rows described once per connection. A query of `pg` has
 * them described each time, and writes four times. PostgreSQL refuses a kept statement whose columns have
 * changed (`isStalePlan`).
 */
export class NamedQuery extends Query {
  override readonly name: string;
  readonly #values: unknown[];
  readonly #shapes: RowShapes;
  readonly #onResult: (error: Error | undefined, rows: unknown[]) => void;
  readonly #rows: unknown[] = [];
  #shape: Result | undefined;
  #failure: Error | undefined;

  constructor(
    { name, text, values }: NamedStatement,
    shapes: RowShapes,
    onResult: (error: Error | undefined, rows: unknown[]) => void,
  ) {
    super(text, values);
    this.name = name;
    this.#values = values;
    this.#shapes = shapes;
    this.#onResult = onResult;
    this.#shape = shapes.get(name);
  }

  /**
   * Sends the messages (PostgreSQL documentation, "Extended Query"). @returns the error, if the values are
   * invalid
   */
  override submit(connection: QueryConnection): Error | null {
    try {
      const messages = [
        serialize.bind({ statement: this.name, values: this.#values, valueMapper: prepareValue }),
        this.#shape ? execution : describedExecution,
      ];
      connection.stream.write(Buffer.concat([...this.#parse(connection), ...messages]));
      return null;
    } catch (error) {
      return error as Error;
    }
  }

  #parse({ parsedStatements, submittedNamedStatements }: QueryConnection): Buffer[] {
    const { name, text } = this;
    if (parsedStatements[name] !== undefined || submittedNamedStatements[name] !== undefined) return [];
    submittedNamedStatements[name] = text;
    return [serialize.parse({ name, text })];
  }

  override handleRowDescription({ fields }: RowDescriptionMessage): void {
    this.#shape = new Result();
    this.#shape.addFields(fields);
    this.#shapes.set(this.name, this.#shape);
  }

  override handleDataRow({ fields }: DataRowMessage): void {
    try {
      if (this.#shape) this.#rows.push(this.#shape.parseRow(fields));
    } catch (error) {
      this.#failure = error as Error;
    }
  }

  override handleCommandComplete(): void {}

  override handleError(error: DatabaseError | Error): void {
    this.#onResult(error, []);
  }

  override handleReadyForQuery(): void {
    this.#onResult(this.#failure, this.#rows);
  }
}
