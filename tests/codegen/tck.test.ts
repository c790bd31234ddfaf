import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { formatDiagnostic } from '../../codegen/diagnostics.ts';
import { compile } from '../../codegen/tck/compile.ts';
import { exceptions } from '../../codegen/tck/exceptions.ts';
import { findCases, isRight, isUseless, judge } from '../../codegen/tck/tck.ts';
import { corpus } from './corpora.ts';

const kit = corpus('raml-tck') ?? '';
const present = kit !== '';

/** `make tck` runs the whole kit; here every twelfth case and all exceptions are enough. */
const cases = present ? findCases(kit) : [];
const sample = cases.filter((file, position) => position % 12 === 0 || exceptions.has(file));
const verdicts = sample.map((file) => judge(kit, file));

describe('the RAML conformance kit', () => {
  test('every exception is a case of the kit', () => {
    expect([...exceptions.keys()].filter((file) => present && !cases.includes(file))).toEqual([]);
  });

  test('cases are decided as the kit wants, except for those on the list', () => {
    const wrong = verdicts.filter((verdict) => !isRight(verdict)).map(({ file }) => file);
    expect(wrong).toEqual(sample.filter((file) => exceptions.has(file)));
  });

  test('every error has a place and a message', () => {
    const useless = verdicts.flatMap(({ diagnostics }) =>
      diagnostics.filter(isUseless).map(formatDiagnostic),
    );
    expect(useless).toEqual([]);
  });

  test('what is generated compiles', () => {
    const folder = fileURLToPath(new URL('../../codegen/tck/generated/', import.meta.url));
    const files = verdicts.flatMap(({ file, files: generated }) =>
      [...generated]
        .filter(([name]) => name.endsWith('.ts') && !name.startsWith('client'))
        .map(([name, text]): [string, string] => [`${folder}${file}/${name}`, text]),
    );
    expect(compile(new Map(files))).toEqual([]);
  });
});
