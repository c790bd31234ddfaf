import fc, { type Arbitrary } from 'fast-check';

const firstSurrogate = 0xd800;
const surrogates = 0x800;

/** Every character but halves of pairs: `fc.string({ unit: 'binary' })` first makes a map of all of them, in 150 MB. */
export const anyCharacter: Arbitrary<string> = fc
  .nat({ max: 0x10ffff - surrogates })
  .map((index) => String.fromCodePoint(index < firstSurrogate ? index : index + surrogates), indexOf);

/** Shrinking begins with it. */
function indexOf(character: unknown): number {
  const points = typeof character === 'string' ? [...character] : [];
  const point = points[0]?.codePointAt(0);
  if (point === undefined || points.length > 1) throw new Error('not one character');
  return point < firstSurrogate ? point : point - surrogates;
}
