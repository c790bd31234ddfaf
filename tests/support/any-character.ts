import fc, { type Arbitrary } from 'fast-check';

const firstSurrogate = 0xd800;
const surrogates = 0x800;

/**
 * Every character except lone surrogates; `fc.string({ unit: 'binary' })` would first build a map of them, in 150 MB.
 */
export const anyCharacter: Arbitrary<string> = fc
  .nat({ max: 0x10ffff - surrogates })
  .map((index) => String.fromCodePoint(index < firstSurrogate ? index : index + surrogates), indexOf);

/** Shrinking starts with this one. */
function indexOf(character: unknown): number {
  const points = typeof character === 'string' ? [...character] : [];
  const point = points[0]?.codePointAt(0);
  if (point === undefined || points.length > 1) throw new Error('not one character');
  return point < firstSurrogate ? point : point - surrogates;
}
