import { describe, expect, test } from '@jest/globals';
import { createShape, type Schemas } from '../../src/api/shape.ts';
import { BadRequest } from '../../src/base/errors.ts';

const schemas: Schemas = {
  Label: {},
  Address: {
    properties: { label: { $ref: '#/components/schemas/Label' }, publickey: {}, note: {} },
    required: ['label', 'publickey'],
  },
  Person: {
    allOf: [
      { properties: { name: {} }, required: ['name'] },
      { properties: { addresses: { items: { $ref: '#/components/schemas/Address' } } } },
    ],
  },
  Tree: { properties: { id: {}, children: { items: { $ref: '#/components/schemas/Tree' } } } },
  Map: { additionalProperties: { properties: { kept: {} } } },
};

const shape = (name: string) => createShape({ $ref: `#/components/schemas/${name}` }, schemas);

describe('shape', () => {
  test('members that the schema does not name are dropped at every depth', () => {
    const body = { name: 'a', admin: true, addresses: [{ label: 'x', publickey: 'k', verified: true }] };
    expect(shape('Person')(body)).toEqual({ name: 'a', addresses: [{ label: 'x', publickey: 'k' }] });
  });

  test('a prototype cannot be smuggled in', () => {
    const shaped = shape('Map')(JSON.parse('{"__proto__":{"kept":1},"constructor":{"kept":2}}'));
    expect(Object.getPrototypeOf(shaped)).toBe(Object.prototype);
    expect(Object.entries(shaped as object)).toEqual([['constructor', { kept: 2 }]]);
  });

  test('a member is found by its name in other letter case when the exact one is missing', () => {
    expect(shape('Address')({ Label: 'x', publicKey: 'k' })).toEqual({ label: 'x', publickey: 'k' });
    expect(shape('Address')({ publicKey: 'other', publickey: 'exact' })).toEqual({ publickey: 'exact' });
  });

  test('null counts as absent for an optional member and is kept for a required one', () => {
    expect(shape('Address')({ label: null, publickey: 'k', note: null })).toEqual({
      label: null,
      publickey: 'k',
    });
  });

  test('a type that contains itself is followed as deep as the value goes', () => {
    const tree = { id: 'a', children: [{ id: 'b', children: [{ id: 'c', extra: 1 }] }] };
    expect(shape('Tree')(tree)).toEqual({ id: 'a', children: [{ id: 'b', children: [{ id: 'c' }] }] });
  });

  test('values of the wrong kind pass through, for validation to refuse', () => {
    expect(shape('Person')(5)).toBe(5);
    expect(shape('Person')([{ name: 1 }])).toEqual([{ name: 1 }]);
    expect(shape('Person')(null)).toBeNull();
  });

  test.each(['a\0b', '\ud800', 'x\udc00'])('text that cannot be stored is refused: %j', (text) => {
    expect(() => shape('Person')({ name: text })).toThrow(BadRequest);
  });
});
