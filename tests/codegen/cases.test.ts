import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { formatDiagnostic } from '../../codegen/diagnostics.ts';
import { compile } from '../../codegen/tck/compile.ts';
import { openapiVerdict } from '../../codegen/tck/validate-openapi.ts';
import { readCases } from './cases.ts';

const cases = readCases();
const sound = cases.filter(({ diagnostics }) => diagnostics === undefined);
const broken = cases.filter(({ diagnostics }) => diagnostics !== undefined);

describe.each(sound)('$name', ({ generation, expected }) => {
  test('has no errors', () => {
    expect(generation.diagnostics.map(formatDiagnostic)).toEqual([]);
  });

  test.each([...expected])('gives the expected %s', (file, text) => {
    expect(generation.files.get(file)).toBe(text);
  });

  test('wants at least one file', () => {
    expect(expected.size).toBeGreaterThan(0);
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

describe.each(broken)('$name', ({ diagnostics, generation }) => {
  test('has all the expected errors, in reading order', () => {
    expect(generation.diagnostics.map((diagnostic) => `${formatDiagnostic(diagnostic)}\n`).join('')).toBe(
      diagnostics,
    );
  });

  test('generates nothing', () => {
    expect(generation.files.size).toBe(0);
  });
});
