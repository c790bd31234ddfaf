import type { ColumnType, GeneratedAlways } from 'kysely';

/** Binary column: any byte array may be written, a Buffer is read. */
export type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;

/** Like `Bytes`, for a column that may be null. */
export type NullableBytes = ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;

/** JSON column: read as a value, written as text (`JSON.stringify`) so that arrays are not taken for SQL arrays. */
export type Json<Value> = ColumnType<Value, string, string>;

/** Like `Json`, for a column with a default. */
export type GeneratedJson<Value> = ColumnType<Value, string | undefined, string>;

/** 64 bit number: read as digits, because it may exceed what a number holds exactly. */
export type BigInteger = ColumnType<string, number | string, number | string>;

/** A point in time by the application's clock, in milliseconds. */
export type Timestamp = Date;

/** Computed by the database from other columns. */
export type Computed<Value> = GeneratedAlways<Value>;
