import { RangeNotSatisfiable } from '../base/errors.ts';

/** A part of a file, including the byte at `last`. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The part of a file that a `Range` header asks for (RFC 9110, section 14).
 * @returns undefined for the whole file: there is no header, or it is ignored (malformed, several parts)
 * @throws RangeNotSatisfiable when the part begins after the end of the file
 */
export function readRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Number(to);
  if (from !== '' && last < first && to !== '') return undefined;
  if (first >= size) throw new RangeNotSatisfiable(size);
  return { first, last: Math.min(last, size - 1) };
}

/** Whether an `If-None-Match` header contains the tag of the file (RFC 9110, section 13.1.2). */
export function hasTag(header: string | undefined, tag: string): boolean {
  const tags = (header ?? '').split(',').map((item) => item.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(tag);
}
