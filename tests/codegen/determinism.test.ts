import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type Generation, generate } from '../../codegen/generate.ts';

const cases = fileURLToPath(new URL('./cases/', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'codegen determinism '));

afterAll(() => rmSync(temporary, { recursive: true }));

function generateElsewhere(name: string): Generation {
  const copy = join(temporary, name);
  cpSync(join(cases, name), copy, { recursive: true });
  return generate(join(copy, 'api.raml'));
}

describe('the same contract', () => {
  test.each(['libraries-and-includes', 'client'])('gives the same bytes in any folder: %s', (name) => {
    const files = [...generate(join(cases, name, 'api.raml')).files];
    expect(files).toHaveLength(7);
    expect([...generateElsewhere(name).files]).toEqual(files);
  });

  test('gives the same errors in any folder', () => {
    const { diagnostics } = generate(join(cases, 'errors-of-the-parser', 'api.raml'));
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(generateElsewhere('errors-of-the-parser').diagnostics).toEqual(diagnostics);
  });
});
