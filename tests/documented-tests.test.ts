import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

/** The documents that name a test for each rule, and how many rules they have at least. */
const documents = [
  ['docs/conformance.md', 30],
  ['docs/acceptance.md', 18],
  ['docs/attacks.md', 75],
] as const;

describe.each(documents)('%s', (file, least) => {
  const document = readFileSync(file, 'utf8');

  test('names tests that exist', () => {
    const named = [...document.matchAll(/`(tests\/[^`]+\.test\.ts)`: \*([^*]+)\*/g)];
    const missing = named.filter(([, path = '', name = '']) => !hasTest(path, name));
    expect(missing.map(([text]) => text)).toEqual([]);
  });

  test('names a test for every rule', () => {
    const rules = rulesOf(document);
    expect(rules.filter((rule) => !/`tests\/[^`]+`: \*/.test(rule))).toEqual([]);
    expect(rules.length).toBeGreaterThanOrEqual(least);
  });
});

/** The rows of the tables that have a column for tests. */
function rulesOf(document: string): string[] {
  const tables = document.split(/\n{2,}/).filter((block) => /^\|.*\| Test \|$/m.test(block));
  return tables.flatMap((table) => table.trim().split('\n').slice(2));
}

/** As the name of a test or of one of its cases. */
function hasTest(file: string, name: string): boolean {
  return (
    existsSync(file) &&
    [`'${name}'`, `"${name}"`, `\`${name}\``].some((text) => readFileSync(file, 'utf8').includes(text))
  );
}
