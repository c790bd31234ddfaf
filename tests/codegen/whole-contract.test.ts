import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfigs } from '../../codegen/config.ts';
import { formatDiagnostic } from '../../codegen/diagnostics.ts';
import { type Generation, generate } from '../../codegen/generate.ts';
import { compareOutput, writeOutput } from '../../codegen/output.ts';
import { openapiVerdict } from '../../codegen/tck/validate-openapi.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'codegen-'));
const configs = readConfigs(join(root, 'codegen.config.json'));
const generations = new Map<string, Generation>();

beforeAll(() => {
  for (const { contract, profile, outputs } of configs)
    generations.set(contract, generate(join(root, contract), profile, outputs));
});

afterAll(() => rmSync(temporary, { recursive: true }));

function generationOf(contract: string): Generation {
  const generation = generations.get(contract);
  if (!generation) throw new Error(`${contract} is not configured`);
  return generation;
}

describe.each(configs.map(({ contract, out }) => [contract, out] as const))('%s', (contract, out) => {
  test('has no errors', () => {
    expect(generationOf(contract).diagnostics.map(formatDiagnostic)).toEqual([]);
  });

  test('gives exactly the committed files', () => {
    expect(compareOutput(join(root, out), generationOf(contract).files)).toEqual([]);
  });

  test('gives a valid OpenAPI document', async () => {
    const text = generationOf(contract).files.get('openapi.json') ?? '';
    expect(await openapiVerdict(JSON.parse(text))).toBe('valid');
  });
});

describe('the contracts', () => {
  test('are two', () => {
    expect([...generations.keys()]).toEqual(['api.raml', 'scim.raml']);
  });

  test('have all 128 operations of the reference, and those marked as later', () => {
    const { files } = generationOf('api.raml');
    const names = files.get('services.ts')?.match(/^ {2}\| '/gm) ?? [];
    const later = files.get('routes.ts')?.match(/^ {4}later: true,$/gm) ?? [];
    expect(later.length).toBeGreaterThan(0);
    expect(names.length - later.length).toBe(128);
  });

  test('name the files they are made of', () => {
    const namesOf = (contract: string) =>
      generationOf(contract)
        .sources.map((file) => file.slice(root.length))
        .sort();
    expect(namesOf('api.raml')).toEqual(['api.raml', 'contract/organizations.raml', 'contract/users.raml']);
    expect(namesOf('scim.raml')).toEqual(['scim.raml']);
  });
});

describe('comparing with the committed files', () => {
  const folder = join(temporary, 'generated');
  const banner = '// Generated from api.raml by a test. Do not edit.\n';
  const files = new Map([
    ['a.ts', `${banner}one\ntwo\n`],
    ['b.ts', `${banner}three\n`],
  ]);

  beforeAll(() => void writeOutput(folder, files));

  test('finds nothing right after writing', () => {
    expect(compareOutput(folder, files)).toEqual([]);
  });

  test('shows the first line that differs in a stale file', () => {
    const changed = new Map(files).set('a.ts', `${banner}one\n2\n`);
    expect(compareOutput(folder, changed)).toEqual([
      { file: 'a.ts', kind: 'stale', detail: 'is stale from line 3 on\n  - two\n  + 2' },
    ]);
  });

  test('shows where a file ends too early', () => {
    const longer = new Map(files).set('b.ts', `${banner}three\nfour\n`);
    expect(compareOutput(folder, longer)).toEqual([
      { file: 'b.ts', kind: 'stale', detail: 'is stale from line 3 on\n  - \n  + four' },
    ]);
  });

  test('finds files that are missing and files that should be gone', () => {
    const other = new Map(files).set('c.ts', 'new\n');
    other.delete('b.ts');
    expect(compareOutput(folder, other).map(({ file, kind }) => [file, kind])).toEqual([
      ['c.ts', 'new'],
      ['b.ts', 'surplus'],
    ]);
  });

  test('writing removes what was generated before and is no longer', () => {
    const target = join(temporary, 'written');
    mkdirSync(target);
    writeFileSync(join(target, 'old.ts'), `${banner}old`);
    writeFileSync(join(target, 'a.ts'), `${banner}changed`);
    expect(writeOutput(target, files)).toEqual([]);
    expect(readdirSync(target).sort()).toEqual(['a.ts', 'b.ts']);
    expect(readFileSync(join(target, 'a.ts'), 'utf8')).toBe(`${banner}one\ntwo\n`);
  });

  test('writing leaves folders and files that were not generated alone, and says which are in the way', () => {
    const target = join(temporary, 'shared');
    mkdirSync(join(target, 'src'), { recursive: true });
    writeFileSync(join(target, 'src', 'mine.ts'), `${banner}inside`);
    writeFileSync(join(target, 'package.json'), '{}');
    writeFileSync(join(target, 'a.ts'), 'mine');
    expect(writeOutput(target, files)).toEqual(['a.ts']);
    expect(readdirSync(target).sort()).toEqual(['a.ts', 'b.ts', 'package.json', 'src']);
    expect(readdirSync(join(target, 'src'))).toEqual(['mine.ts']);
    expect(readFileSync(join(target, 'a.ts'), 'utf8')).toBe('mine');
  });
});
