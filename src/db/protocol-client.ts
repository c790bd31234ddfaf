import Result from 'pg/lib/result.js';
import { prepareValue } from 'pg/lib/utils.js';
import { DatabaseError, serialize } from 'pg-protocol';
import { CommandCompleteMessage, DataRowMessage, RowDescriptionMessage } from 'pg-protocol/dist/messages';
import { Parser } from 'pg-protocol/dist/parser';
import type { StatementResult } from './pool-client.ts';

/** Passes messages of PostgreSQL's protocol (version 3) to an engine and returns its answer. */
export type Exchange = (messages: Uint8Array) => Promise<Uint8Array>;

/** Sends one statement with its parameter values. */
export type SendStatement = (text: string, values: unknown[]) => Promise<StatementResult>;

/**
 * A client for an engine in this process with a single session. A statement is one exchange. From its second
 * use on, the engine keeps it parsed and planned. Values are written and read by parts of `pg`, so that they
 * do not depend on where the database runs.
 * @param statements those that the session has kept already
 * @throws DatabaseError from the returned function, as `pg` does
 */
export function createProtocolClient(
  exchange: Exchange,
  statements: KeptStatements = createKeptStatements(),
): SendStatement {
  return async (text, values) => {
    const name = statements.nameOf(text);
    const reply = await exchange(messagesFor(text, values, name, statements.isKept(name)));
    const { result, error, isParsed } = read(reply);
    if (isParsed) statements.parsed(name);
    statements.sent(text);
    if (error) throw error;
    return result;
  };
}

/** The statements that a session has parsed under a name. */
export interface KeptStatements {
  /** Empty when the statement is not kept. */
  nameOf(text: string): string;
  isKept(name: string): boolean;
  parsed(name: string): void;
  sent(text: string): void;
}

/** Statements that are worth keeping. */
const plannable = /^\s*(select|insert|update|delete|with)\b/i;
/** Statements that leave the plans of others valid. All others may change the schema. */
const harmless = /^\s*(begin|start|commit|rollback|savepoint|release|set|show)\b/i;
/** A kept statement takes some ten kilobytes of the engine's memory. */
const maximumKept = 1000;

export function createKeptStatements(): KeptStatements {
  const names = new Map<string, string>();
  const kept = new Set<string>();
  let count = 0;
  return {
    nameOf: (text) => names.get(text) ?? '',
    isKept: (name) => kept.has(name),
    parsed: (name) => void (name !== '' && kept.add(name)),
    sent(text) {
      if (!plannable.test(text)) {
        if (!harmless.test(text)) names.clear();
      } else if (!names.has(text) && names.size < maximumKept) {
        count += 1;
        names.set(text, `kept_${count}`);
      }
    },
  };
}

/**
 * Everything up to Sync is one exchange (PostgreSQL documentation, "Extended Query"). A text without values
 * may contain several statements.
 */
function messagesFor(text: string, values: unknown[], name: string, isKept: boolean): Buffer {
  if (name === '' && values.length === 0) return serialize.query(text);
  return Buffer.concat([
    ...(isKept ? [] : [serialize.parse({ name, text })]),
    serialize.bind({ statement: name, values, valueMapper: prepareValue }),
    serialize.describe({ type: 'P' }),
    serialize.execute(),
    serialize.sync(),
  ]);
}

interface Reply {
  /** The result of the last statement. */
  readonly result: StatementResult;
  readonly error: DatabaseError | undefined;
  readonly isParsed: boolean;
}

function read(bytes: Uint8Array): Reply {
  let result = new Result();
  let error: DatabaseError | undefined;
  let isParsed = false;
  new Parser().parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), (message) => {
    if (message instanceof DatabaseError) error ??= message;
    else if (message instanceof RowDescriptionMessage) {
      result = new Result();
      result.addFields(message.fields);
    } else if (message instanceof DataRowMessage) result.addRow(result.parseRow(message.fields));
    else if (message instanceof CommandCompleteMessage) {
      if (result.command !== null) result = new Result();
      result.addCommandComplete(message);
    } else if (message.name === 'parseComplete') isParsed = true;
  });
  return { result, error, isParsed };
}
