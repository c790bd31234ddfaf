import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { documents, readClaims, readPromises, unnamedItems } from './claims.ts';

const claims = readClaims();
const claimed = new Set(claims.map(({ id }) => id));
const promises = documents.flatMap(readPromises);
const promised = new Set(promises.map(({ id }) => id));

/** Documents, with the minimum number of their promises. */
const minimumPromises = [
  ['docs/guarantees.md', 100],
  ['tests/promises/conformance.md', 100],
] as const;

describe.each(minimumPromises)('%s', (document, least) => {
  const named = readPromises(document);

  test('names every promise', () => {
    expect(unnamedItems(document)).toEqual([]);
    expect(named.length).toBeGreaterThanOrEqual(least);
  });

  test('has a test with "// promise: <name>" above it for each of its promises', () => {
    expect(named.filter(({ id }) => !claimed.has(id)).map(({ id }) => id)).toEqual([]);
  });
});

describe('a comment "// promise: <name>"', () => {
  test('names what a document promises', () => {
    expect(claims.filter(({ id }) => !promised.has(id))).toEqual([]);
  });

  test('is above a test or a case of one', () => {
    expect(claims.filter(({ name }) => !name)).toEqual([]);
  });
});

test('a name stands for one promise', () => {
  const ids = promises.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

/** Each requirement has an item: name, requirement, (state), where or why. */
describe('tests/promises/asvs.md', () => {
  const rows = readPromises('tests/promises/asvs.md').map(({ id, text }) => {
    const [, state = '', where = ''] = /^.+? \(([^()]+)\)(?:: (.+))?$/.exec(text) ?? [];
    return { id, state, where };
  });
  const countOf = (state: string) => rows.filter((row) => row.state === state).length;

  test('names files and sections that exist', () => {
    const files = rows.flatMap(({ where }) => [...where.matchAll(/`((?:src|tests)\/[^`]+)`/g)]);
    expect(files.map(([, path = '']) => path).filter((path) => !existsSync(path))).toEqual([]);
    const sections = rows.flatMap(({ where }) => [...where.matchAll(/\]\(([\w./-]+)(?:#([\w-]+))?\)/g)]);
    const gone = sections.filter(
      ([, file = '', anchor]) => !hasSection(join('tests/promises', file), anchor),
    );
    expect(gone.map(([link]) => link)).toEqual([]);
  });

  test('states whether each requirement is met, and where or why', () => {
    const states = ['met', 'strict', 'not met', 'n/a'];
    expect(rows.filter(({ state }) => !states.includes(state))).toEqual([]);
    const isShown = ({ id, where }: { id: string; where: string }) =>
      claimed.has(id) || /`src\/|\]\(/.test(where);
    expect(rows.filter((row) => row.state === 'met' && !isShown(row))).toEqual([]);
    expect(rows.filter(({ state, id }) => state === 'strict' && !claimed.has(id))).toEqual([]);
    expect(rows.filter(({ state, where }) => /^n/.test(state) && !where)).toEqual([]);
  });

  test.each(['tests/promises/asvs.md', 'docs/guarantees.md'])('is counted right in %s', (file) => {
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

test('README.md leads to files that exist', () => {
  const [table = ''] = /^\| Looking for .*?\n\n/ms.exec(readFileSync('README.md', 'utf8')) ?? [];
  const paths = [...table.matchAll(/`(src\/[\w./{},-]+)`/g)].flatMap(([, path = '']) => alternatives(path));
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

/** `src/i18n/{en,nl}/mails.ts` is two paths. */
function alternatives(path: string): string[] {
  const [braces, words = ''] = /\{([^}]*)\}/.exec(path) ?? [];
  return braces ? words.split(',').map((word) => path.replace(braces, word)) : [path];
}

describe('the documents', () => {
  const files = [
    'README.md',
    'CHANGELOG.md',
    'tests/promises/asvs.md',
    ...readdirSync('docs').map((name) => `docs/${name}`),
  ];

  test.each(files)('%s has no line over 120 characters outside of examples', (file) => {
    const text = readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
    expect(text.split('\n').filter((line) => [...line].length > 120)).toEqual([]);
  });

  test.each(files)('%s links to files and sections that exist', (file) => {
    const text = readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([\w-]+))?\)/g)];
    const gone = links.filter(
      ([, path, anchor]) => !hasSection(path ? join(dirname(file), path) : file, anchor),
    );
    expect(gone.map(([link]) => link)).toEqual([]);
  });
});
