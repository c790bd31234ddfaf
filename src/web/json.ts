import { randomUUID } from 'node:crypto';
import { BadRequest } from '../base/errors.ts';

/**
 * Serializes a value to JSON (RFC 8259). A bigint becomes a number with all its digits, which readers with 64-bit
 * integers read exactly; everything else is as with `JSON.stringify`.
 * @param indent the spaces of each level; by default, all is on one line
 */
export function toJson(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, null, indent);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return withBigIntegers(value, indent);
  }
}

/** The mark is random, so that no text can be mistaken for a number. */
function withBigIntegers(value: unknown, indent: number | undefined): string {
  const mark = `${randomUUID()}:`;
  const replacer = (_name: string, member: unknown) => (typeof member === 'bigint' ? mark + member : member);
  const text = JSON.stringify(value, replacer, indent);
  return text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The maximum nesting of arrays and objects, because code that processes a value may recurse for each level. */
const deepest = 100;

/**
 * Parses the JSON of a request (RFC 8259).
 * @throws BadRequest when it is not valid JSON in UTF-8, or is nested more than 100 levels deep
 */
export function parseJson(bytes: Uint8Array): unknown {
  if (isTooDeep(bytes))
    throw new BadRequest('bad_request', {
      description: `The body is nested more than ${deepest} levels deep.`,
    });
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (cause) {
    throw new BadRequest('bad_request', { description: 'The body is not valid JSON in UTF-8.', cause });
  }
}

const [quote, backslash, openings, closings] = [0x22, 0x5c, [0x5b, 0x7b], [0x5d, 0x7d]];

/** Computes the depth in one pass over the bytes. It is exact for valid JSON; for other text, errors do not matter. */
function isTooDeep(bytes: Uint8Array): boolean {
  let [depth, isInString] = [0, false];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) isInString = !isInString;
    else if (isInString) at += byte === backslash ? 1 : 0;
    else if (openings.includes(byte)) depth += 1;
    else if (closings.includes(byte)) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}
