import type { ColumnType, GeneratedAlways } from 'kysely';

/** A binary column: any byte array can be written; a Buffer is read. */
export type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;

/** Like `Bytes`, for a column that may be null. */
export type NullableBytes = ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;

/** A JSON column: read as a value, written as text (`JSON.stringify`), because arrays would become SQL arrays. */
export type Json<Value> = ColumnType<Value, string, string>;

/** Like `Json`, for a column with a default. */
export type GeneratedJson<Value> = ColumnType<Value, string | undefined, string>;

/** A 64-bit number, read as digits because it may exceed what a JavaScript number holds exactly. */
export type BigInteger = ColumnType<string, number | string, number | string>;

/** A point in time by the application's clock, with milliseconds. */
export type Timestamp = Date;

/** Computed by the database from other columns. */
export type Computed<Value> = GeneratedAlways<Value>;
