import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

/** The documents whose rules name their tests, and the least number of rules each has. */
const documents = [
  ['docs/conformance.md', 30],
  ['docs/guarantees.md', 100],
] as const;

describe.each(documents)('%s', (file, least) => {
  const rules = rulesOf(readFileSync(file, 'utf8'));

  test('names tests that exist', () => {
    const named = rules.flatMap(testsOf);
    const missing = named.filter(([path, name]) => !hasTest(path, name));
    expect(missing.map(([path, name]) => `${path}: ${name}`)).toEqual([]);
  });

  test('names a test for every rule', () => {
    expect(rules.filter((rule) => testsOf(rule).length === 0)).toEqual([]);
    expect(rules.length).toBeGreaterThanOrEqual(least);
  });
});

/** The items of all lists, each in one line; items that explain what is left out begin in bold and are none. */
function rulesOf(document: string): string[] {
  const items = document.match(/^- .*(\n {2}.*)*/gm) ?? [];
  return items.map((item) => item.replace(/\s+/g, ' ')).filter((item) => !item.startsWith('- **'));
}

/** Written as `path`: *name*, *name*. */
function testsOf(rule: string): [string, string][] {
  const lists = [...rule.matchAll(/`(tests\/[^`]+\.test\.ts)`: (\*[^*]+\*(?:, \*[^*]+\*)*)/g)];
  return lists.flatMap(([, path = '', names = '']) =>
    [...names.matchAll(/\*([^*]+)\*/g)].map(([, name = '']): [string, string] => [path, name]),
  );
}

/** As the name of a test or of one of its cases. */
function hasTest(file: string, name: string): boolean {
  return (
    existsSync(file) &&
    [`'${name}'`, `"${name}"`, `\`${name}\``].some((text) => readFileSync(file, 'utf8').includes(text))
  );
}
