import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSealing } from '../../src/crypto/sealing.ts';
import { anyCharacter } from '../support/any-character.ts';

const [oldKey, newKey, otherKey] = [randomBytes(32), randomBytes(32), randomBytes(32)];

describe('sealing', () => {
  const sealing = createSealing([oldKey]);

  test('opens what it sealed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter, maxLength: 200 }),
        fc.string({ unit: anyCharacter }),
        (text, context) => {
          expect(sealing.open(sealing.seal(text, context), context)).toBe(text);
        },
      ),
    );
  });

  test('the same value is sealed differently each time and does not show', () => {
    const [first, second] = [sealing.seal('a secret', 'here'), sealing.seal('a secret', 'here')];
    expect(first).not.toEqual(second);
    expect(first.includes('a secret')).toBe(false);
  });

  test('a value does not open in another place', () => {
    const sealed = sealing.seal('a secret', 'user_api_key:alice:main');
    for (const context of ['user_api_key:bob:main', 'user_api_key:alice:mai', '']) {
      expect(() => sealing.open(sealed, context)).toThrow();
    }
  });

  test('a value changed in any one bit does not open', () => {
    const sealed = sealing.seal('a secret', 'here');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => sealing.open(changed, 'here')).toThrow();
    }
  });

  test('a value cut short or made longer does not open', () => {
    const sealed = sealing.seal('a secret', 'here');
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => sealing.open(sealed.subarray(0, length), 'here')).toThrow();
    }
    expect(() => sealing.open(Buffer.concat([sealed, Buffer.of(0)]), 'here')).toThrow();
  });

  test('foreign bytes are distinguished from a changed value', () => {
    const other = Buffer.concat([Buffer.of(2), sealing.seal('a secret', 'here').subarray(1)]);
    expect(() => sealing.open(other, 'here')).toThrow('not a sealed value');
  });

  test('opens bytes that are not a Buffer, as some database drivers return them', () => {
    expect(sealing.open(new Uint8Array(sealing.seal('a secret', 'here')), 'here')).toBe('a secret');
  });

  test('with a new key in front, old values open and new ones need the new key', () => {
    const rotated = createSealing([newKey, oldKey]);
    expect(rotated.open(sealing.seal('a secret', 'here'), 'here')).toBe('a secret');
    const renewed = rotated.seal('a secret', 'here');
    expect(createSealing([newKey]).open(renewed, 'here')).toBe('a secret');
    expect(() => sealing.open(renewed, 'here')).toThrow('no longer configured');
  });

  test('a server with other keys opens nothing', () => {
    expect(() => createSealing([otherKey]).open(sealing.seal('a secret', 'here'), 'here')).toThrow();
  });

  test('a keyed hash is the same each time, and another for another value, purpose or key', () => {
    const hash = sealing.keyedHash('secret', 'user_api_key');
    expect(hash).toHaveLength(32);
    expect(createSealing([oldKey]).keyedHash('secret', 'user_api_key')).toEqual(hash);
    expect(sealing.keyedHash('secret2', 'user_api_key')).not.toEqual(hash);
    expect(sealing.keyedHash('secret', 'organization_secret')).not.toEqual(hash);
    expect(createSealing([otherKey]).keyedHash('secret', 'user_api_key')).not.toEqual(hash);
  });

  test('with a new key in front, the hash of a value stored before is still looked up', () => {
    const stored = sealing.keyedHash('secret', 'user_api_key');
    const rotated = createSealing([newKey, oldKey]);
    const hashes = rotated.keyedHashes('secret', 'user_api_key');
    expect(hashes).toEqual([rotated.keyedHash('secret', 'user_api_key'), stored]);
    expect(hashes[0]).not.toEqual(stored);
  });

  test('no key, a short key and the same key twice are refused', () => {
    expect(() => createSealing([])).toThrow(RangeError);
    expect(() => createSealing([randomBytes(31)])).toThrow(RangeError);
    expect(() => createSealing([oldKey, Buffer.from(oldKey)])).toThrow(RangeError);
  });
});
