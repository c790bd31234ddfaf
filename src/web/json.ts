import { randomUUID } from 'node:crypto';

/**
 * JSON text of a value (RFC 8259). A bigint becomes a number with all its digits, which readers with 64 bit integers
 * take in exactly; the rest is as `JSON.stringify` has it.
 */
export function toJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return withBigIntegers(value);
  }
}

/** Nobody can guess the mark, so nobody's text is taken for a number. */
function withBigIntegers(value: unknown): string {
  const mark = `${randomUUID()}:`;
  const text = JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'bigint' ? mark + member : member,
  );
  return text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}
