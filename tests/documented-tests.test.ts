import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** docs/asvs.md: an item for each requirement: number, requirement, (state), where or why. */
describe('docs/asvs.md', () => {
  const document = readFileSync('docs/asvs.md', 'utf8');
  const items = itemsOf(document).filter((item) => /^- [\d.]+ /.test(item));
  const rows = items.map((item) => {
    const [, number = '', , state = '', where = ''] =
      /^- ([\d.]+) (.+?) \(([^()]+)\): (.+)$/.exec(item) ?? [];
    return { number, state, where };
  });
  const countOf = (state: string) => rows.filter((row) => row.state === state).length;

  test('names tests that exist', () => {
    const missing = rows
      .flatMap(({ where }) => testsOf(where))
      .filter(([path, name]) => !hasTest(path, name));
    expect(missing.map(([path, name]) => `${path}: ${name}`)).toEqual([]);
  });

  test('names files and sections that exist', () => {
    const files = rows.flatMap(({ where }) => [...where.matchAll(/`((?:src|tests)\/[^`]+)`/g)]);
    expect(files.map(([, path = '']) => path).filter((path) => !existsSync(path))).toEqual([]);
    const sections = rows.flatMap(({ where }) => [...where.matchAll(/\]\(([\w.-]+)(?:#([\w-]+))?\)/g)]);
    const gone = sections.filter(([, file = '', anchor]) => !hasSection(`docs/${file}`, anchor));
    expect(gone.map(([link]) => link)).toEqual([]);
  });

  test('says of each requirement whether it is met, and where or why', () => {
    const states = ['met', 'strict', 'not met', 'n/a'];
    expect(rows.filter(({ state }) => !states.includes(state))).toEqual([]);
    const shown = /`(?:tests|src)\/|\]\(|^the same$/;
    expect(rows.filter(({ state, where }) => state === 'met' && !shown.test(where))).toEqual([]);
  });

  test.each(['docs/asvs.md', 'docs/guarantees.md'])('is counted right in %s', (file) => {
    const text = readFileSync(file, 'utf8').replace(/\s+/g, ' ');
    expect(text).toContain(`${countOf('met')} are met, ${countOf('strict')} `);
    expect(text).toMatch(new RegExp(`${rows.length} requirements .*${countOf('not met')} are not`));
  });
});

function hasSection(file: string, anchor: string | undefined): boolean {
  if (!existsSync(file)) return false;
  const titles = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title);
  const anchors = titles.map((title) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
  return anchor === undefined || anchors.includes(anchor);
}

/** The items of all lists; items that explain what is left out begin in bold and are none. */
function rulesOf(document: string): string[] {
  return itemsOf(document).filter((item) => !item.startsWith('- **'));
}

/** The items of all lists, each in one line. */
function itemsOf(document: string): string[] {
  const items = document.match(/^- .*(\n {2}.*)*/gm) ?? [];
  return items.map((item) => item.replace(/\s+/g, ' '));
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

describe('the documents', () => {
  const files = ['README.md', 'CHANGELOG.md', ...readdirSync('docs').map((name) => `docs/${name}`)];

  test.each(files)('%s has no line over 120 characters outside of examples', (file) => {
    const text = readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
    expect(text.split('\n').filter((line) => [...line].length > 120)).toEqual([]);
  });
});
