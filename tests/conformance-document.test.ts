import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const document = readFileSync('docs/conformance.md', 'utf8');

test('docs/conformance.md names tests that exist', () => {
  const named = [...document.matchAll(/`(tests\/[^`]+\.test\.ts)`: \*([^*]+)\*/g)];
  const missing = named.filter(([, file = '', name = '']) => !hasTest(file, name));
  expect(missing.map(([text]) => text)).toEqual([]);
  expect(named.length).toBeGreaterThan(30);
});

test('docs/conformance.md names a test for every rule', () => {
  const [, ...parts] = document.split(/^## (?=Authorization|Token|ID token|Userinfo|Discovery)/m);
  const rules = parts.flatMap((part) =>
    part
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2),
  );
  expect(rules.filter((rule) => !/`tests\/[^`]+`: \*/.test(rule))).toEqual([]);
});

/** As the name of a test or of one of its cases. */
function hasTest(file: string, name: string): boolean {
  return (
    existsSync(file) && [`'${name}'`, `"${name}"`].some((text) => readFileSync(file, 'utf8').includes(text))
  );
}
