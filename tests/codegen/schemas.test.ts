import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import addFormats from 'ajv-formats';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { generate } from '../../codegen/generate.ts';

/** A named type of a case, a value, and whether the value is valid. */
type Row = readonly [type: string, value: unknown, fits: boolean];

/** Compiles validators of a case's types like the server. */
async function validatorsOf(name: string): Promise<(type: string, value: unknown) => boolean> {
  const contract = fileURLToPath(new URL(join('cases', name, 'api.raml'), import.meta.url));
  const definition: Document = JSON.parse(generate(contract).files.get('openapi.json') ?? '');
  const types = Object.keys(definition.components?.schemas ?? {});
  const paths = Object.fromEntries(types.map((type) => [`/${type}`, { get: operation(type) }]));
  const api = new OpenAPIBackend({
    definition: { ...definition, paths },
    quick: true,
    customizeAjv: (ajv) => addFormats.default(ajv),
  });
  await api.init();
  return (type, value) => (api.validateResponse(value, type, 200).errors ?? []).length === 0;
}

function operation(type: string) {
  const schema = { $ref: `#/components/schemas/${type}` };
  return {
    operationId: type,
    responses: { 200: { description: '', content: { 'application/json': { schema } } } },
  };
}

async function expectRows(name: string, rows: readonly Row[]): Promise<void> {
  const fits = await validatorsOf(name);
  const found = rows.map(([type, value]): Row => [type, value, fits(type, value)]);
  expect(found).toEqual(rows);
}

describe('validators made of the generated document', () => {
  test('a child of a closed type has its own properties and no others', async () => {
    const dog = { name: 'Rex', legs: 4, created: '2020-01-01T00:00:00Z', breed: 'pug', sound: 'woof' };
    await expectRows('inheritance', [
      ['Dog', dog, true],
      ['Dog', { ...dog, tail: true }, false],
      ['Dog', { ...dog, legs: -1 }, false],
      ['Dog', { ...dog, sound: 'meow' }, false],
      ['Dog', { ...dog, sound: 'woooooooooof' }, false],
      ['Dog', { ...dog, sound: undefined }, false],
      ['Both', { name: 'x', created: '2020-01-01T00:00:00Z' }, true],
      ['Both', { name: 'x' }, false],
      ['ShortLower', 'abc', true],
      ['ShortLower', 'abcdef', false],
      ['ShortLower', 'ABC', false],
    ]);
  });

  test('nil is null and nothing else', async () => {
    const holder = {
      text: null,
      short: null,
      kind: null,
      either: null,
      pet: null,
      list: [null],
      nothing: null,
    };
    await expectRows('nil', [
      ['Holder', holder, true],
      [
        'Holder',
        { ...holder, text: 'a', short: 'b', kind: 'a', either: 1, pet: { name: 'x' }, list: ['a', null] },
        true,
      ],
      ['Holder', { ...holder, text: 1 }, false],
      ['Holder', { ...holder, kind: 'c' }, false],
      ['Holder', { ...holder, pet: {} }, false],
      ['Holder', { ...holder, nothing: 'null' }, false],
      ['Holder', { ...holder, optional: null }, true],
      ['Holder', { ...holder, text: undefined }, false],
    ]);
  });

  test('facets hold beside a named type', async () => {
    await expectRows('facets', [
      ['Lists', { word: 'abcde' }, true],
      ['Lists', { word: 'abcdef' }, false],
      ['Lists', { word: 'A' }, false],
      ['Lists', { same: 'ABC' }, false],
      ['Lists', { words: ['ab', 'ab'] }, false],
      ['Lists', { words: [] }, false],
      ['Lists', { a: 1, b: 2, c: 3, d: 4 }, false],
    ]);
  });

  test('number formats are ranges and whole numbers', async () => {
    const numbers = { small: 1, positive: 1, usual: 1, long: 1, whole: 1, half: 0.5, real: 0.1 };
    await expectRows('facets', [
      ['Numbers', numbers, true],
      ['Numbers', { ...numbers, small: 128 }, false],
      ['Numbers', { ...numbers, positive: 0 }, false],
      ['Numbers', { ...numbers, positive: 40_000 }, false],
      ['Numbers', { ...numbers, whole: 1.5 }, false],
      ['Numbers', { ...numbers, half: 0.3 }, false],
    ]);
  });

  test('dates have the form of their kind', async () => {
    const moments = {
      at: '2016-02-28T16:41:41.090Z',
      header: 'Sun, 28 Feb 2016 16:41:41 GMT',
      day: '2016-02-28',
      hour: '16:41:41.5',
      local: '2016-02-28T16:41:41',
    };
    await expectRows('dates', [
      ['Moments', moments, true],
      ['Moments', { ...moments, at: '2016-02-28' }, false],
      ['Moments', { ...moments, header: moments.at }, false],
      ['Moments', { ...moments, day: '2016-02-30' }, false],
      ['Moments', { ...moments, hour: '24:00:00' }, false],
      ['Moments', { ...moments, local: moments.at }, false],
    ]);
  });

  test('unions take any of their options, and enums only their values', async () => {
    await expectRows('arrays-unions-enums', [
      ['Mixed', ['a', 1], true],
      ['Mixed', [true], false],
      ['Either', "it's", true],
      ['Either', 3, true],
      ['Either', 4, false],
      ['Matrix', [[1], []], true],
      ['Matrix', [1], false],
    ]);
  });

  test('pattern properties that match every name have one type', async () => {
    await expectRows('pattern-properties', [
      ['Anything', { a: 1 }, true],
      ['Anything', { a: 'x' }, false],
      ['Counted', { total: 1, a: [1] }, true],
      ['Counted', { total: 1, a: 1 }, false],
      ['ClosedHeaders', { 'x-a': true }, false],
    ]);
  });

  test('recursive types are followed', async () => {
    const leaf = { name: 'leaf', children: [] };
    await expectRows('recursion', [
      ['Tree', { name: 'root', children: [leaf], parent: leaf }, true],
      ['Tree', { name: 'root', children: [{ name: 'leaf' }] }, false],
    ]);
  });
});
