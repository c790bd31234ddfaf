import { isDeepStrictEqual } from 'node:util';
import type { Sent } from './recorder.ts';

/** 32 bytes that differ in each run, where our server stores the hash of a new token. */
const freshHash = 'sha256(gen_random_uuid()::text::bytea)';

/**
 * The statements of one request as a script for pgbench.
 * @param issuedHash the hash of the token that the request issued, which must differ from run to run
 */
export function pgbenchScript(sent: readonly Sent[], issuedHash: Buffer | undefined): string {
  return sent.map(({ text, values }) => `${oneLine(fill(text, values, issuedHash))};\n`).join('');
}

function fill(text: string, values: readonly unknown[], issuedHash: Buffer | undefined): string {
  const parts = text.split(/('[^']*')/);
  return parts
    .map((part) => {
      if (part.startsWith("'")) return literal(part.slice(1, -1));
      return part.replace(/\$(\d+)/g, (_all, number) => {
        const value = values[Number(number) - 1];
        return issuedHash && isDeepStrictEqual(value, issuedHash) ? freshHash : literal(value);
      });
    })
    .join('');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A constant without a type, like a parameter without one. */
function literal(value: unknown): string {
  return value === null || value === undefined ? 'null' : quote(textOf(value));
}

function textOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`;
  return String(value);
}

function element(value: unknown): string {
  return `"${textOf(value).replace(/["\\]/g, '\\$&')}"`;
}

/** Leaves no colon: pgbench takes `:name` for a variable, even in constants. */
function quote(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a');
  return `E'${escaped}'`;
}
