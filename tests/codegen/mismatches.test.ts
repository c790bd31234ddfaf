import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { servedSchemas } from '../../codegen/emit/server.ts';
import { validate } from '../../codegen/emit/validate-runtime.ts';
import { generate } from '../../codegen/generate.ts';
import { open } from '../../codegen/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'codegen-mismatches-'));
afterAll(() => rmSync(folder, { recursive: true }));

const contract = String.raw`#%RAML 1.0
title: Pets
mediaType: application/json
types:
  Pet: { discriminator: kind, properties: { kind: string, name: string } }
  Cat: { type: Pet, properties: { lives: integer } }
  Dog: { type: Pet, discriminatorValue: hound, properties: { breed: string } }
  Shape: { discriminator: kind, properties: { kind: string } }
  Square: { type: Shape, properties: { side: integer } }
  Rounded: { type: Square, properties: { radius: integer } }
  Number: integer | boolean
  Day: date-only
  Moment: datetime
  Word: { type: string, pattern: '^\p{L}+$' }
  Old: { type: string, pattern: '^[\w-.]+$' }
/pets:
  post: { body: { properties: { pet: Pet, number?: Number } } }
`;

const path = join(folder, 'api.raml');
writeFileSync(path, contract);
const { api } = generate(path, open);
if (!api) throw new Error('not read');
const schemas = servedSchemas(api);

const mismatchesOf = (name: string, value: unknown) =>
  validate({ $ref: `#/components/schemas/${name}` }, value, 'body', schemas).map(
    ({ path: field, message }) => `${field} ${message}`,
  );

test.each<[string, string, unknown, string[]]>([
  [
    'accepts the type that the discriminator names',
    'Pet',
    { kind: 'hound', name: 'Rex', breed: 'beagle' },
    [],
  ],
  ['says what that type misses', 'Pet', { kind: 'Cat', name: 'Tom' }, ['body.lives is missing']],
  [
    'says what is wrong by that type only',
    'Pet',
    { kind: 'hound', breed: 1 },
    ['body.name is missing', 'body.breed must be a string'],
  ],
  [
    'says what a type below an option misses',
    'Shape',
    { kind: 'Rounded', side: 1 },
    ['body.radius is missing'],
  ],
  ['lists the kinds', 'Pet', { kind: 'Dog' }, ['body.kind must be one of "Cat", "hound"']],
  ['lists them when there is none', 'Pet', { name: 'Tom' }, ['body.kind must be one of "Cat", "hound"']],
  ['says what the base type misses', 'Pet', { kind: 'Pet' }, ['body.name is missing']],
  ['cannot tell more of a value without properties', 'Pet', 'Tom', ['body fits none of the allowed types']],
  ['cannot tell more without a discriminator', 'Number', 'one', ['body fits none of the allowed types']],
])('a union %s', (_what, name, value, expected) => {
  expect(mismatchesOf(name, value)).toEqual(expected);
});

test.each<[string, unknown, boolean]>([
  ['Day', '2024-02-29', true],
  ['Day', '2023-02-29', false],
  ['Day', '2023-13-01', false],
  ['Moment', '2023-02-28T23:59:59Z', true],
  ['Moment', '2023-02-30T00:00:00Z', false],
  ['Moment', '2023-02-28T25:00:00Z', false],
  ['Word', 'Größe', true],
  ['Word', 'p{L}', false],
  ['Old', 'a-b.c', true],
  ['Old', 'a/b', false],
])('a %s of %j', (name, value, fits) => {
  expect(mismatchesOf(name, value)).toHaveLength(fits ? 0 : 1);
});
