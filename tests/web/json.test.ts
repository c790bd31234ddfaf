import { expect, test } from '@jest/globals';
import { toJson } from '../../src/web/json.ts';

test('a bigint is a number with all its digits', () => {
  expect(toJson({ id: 10158812345678901n, list: [-1n, 2] })).toBe('{"id":10158812345678901,"list":[-1,2]}');
});

test('text that looks like a number beside a bigint stays text', () => {
  const uuid = '123e4567-e89b-42d3-a456-426614174000';
  const value = { text: '5', marked: `${uuid}:5`, quoted: `"${uuid}:5"`, id: 1n };
  expect(JSON.parse(toJson(value))).toEqual({ ...value, id: 1 });
});

test('it may be indented, with a bigint too', () => {
  expect(toJson({ id: 1n }, 2)).toBe('{\n  "id": 1\n}');
  expect(toJson({ id: 1 }, 2)).toBe('{\n  "id": 1\n}');
});

test('without a bigint it is what JSON.stringify has', () => {
  const value = { a: [1, null, 'é'], b: undefined, c: new Date(0) };
  expect(toJson(value)).toBe(JSON.stringify(value));
});

test('a cyclic value is refused', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(() => toJson(circle)).toThrow(TypeError);
});
