import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { formatComplaint } from '../../codegen/complaints.ts';
import { compile } from '../../codegen/tck/compile.ts';
import { openapiVerdict } from '../../codegen/tck/validate-openapi.ts';
import { readCases } from './cases.ts';

const cases = readCases();
const sound = cases.filter(({ complaints }) => complaints === undefined);
const broken = cases.filter(({ complaints }) => complaints !== undefined);

describe.each(sound)('$name', ({ generation, wanted }) => {
  test('gives no complaint', () => {
    expect(generation.complaints.map(formatComplaint)).toEqual([]);
  });

  test.each([...wanted])('gives the wanted %s', (file, text) => {
    expect(generation.files.get(file)).toBe(text);
  });

  test('wants at least one file', () => {
    expect(wanted.size).toBeGreaterThan(0);
  });
});

test.each(sound)('the OpenAPI document of $name is valid', async ({ generation }) => {
  expect(await openapiVerdict(JSON.parse(generation.files.get('openapi.json') ?? ''))).toBe('valid');
});

test('the TypeScript of all cases compiles with the settings of this project', () => {
  const files = sound.flatMap(({ folder, generation }) =>
    [...generation.files]
      .filter(([file]) => file.endsWith('.ts'))
      .map(([file, text]) => [join(folder, file), text] as const),
  );
  expect(compile(new Map(files))).toEqual([]);
});

describe.each(broken)('$name', ({ complaints, generation }) => {
  test('gives all the wanted complaints, in reading order', () => {
    expect(generation.complaints.map((complaint) => `${formatComplaint(complaint)}\n`).join('')).toBe(
      complaints,
    );
  });

  test('generates nothing', () => {
    expect(generation.files.size).toBe(0);
  });
});
