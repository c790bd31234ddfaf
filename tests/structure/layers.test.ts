import { describe, expect, test } from '@jest/globals';
import { folderOf, readSourceFiles, readText } from './source-files.ts';

/** Upward imports, each with its reason. The list may only shrink. */
const exceptions: Readonly<Record<string, string>> = {};

/** Only types: it names the tables of every feature, and every query uses it. */
const schema = 'schema.ts';

const files = readSourceFiles();

/** The order in `docs/architecture.md`, lowest first: the first word of each line in the block marked `layers`. */
function readOrder(): string[] {
  const block = /```layers\n([^`]*)```/.exec(readText('docs/architecture.md'))?.[1] ?? '';
  return block
    .trim()
    .split('\n')
    .map((line) => line.split(/\s/)[0] ?? '');
}

const order = readOrder();
const edges = files.flatMap(({ path, imports }) => imports.map((target) => ({ from: path, to: target })));

function isUpward({ from, to }: { readonly from: string; readonly to: string }): boolean {
  if (from === schema || to === schema) return false;
  return order.indexOf(folderOf(to)) > order.indexOf(folderOf(from));
}

describe('the folders of src/', () => {
  test('are in the documented order, each once', () => {
    const folders = new Set(files.map(({ path }) => folderOf(path)).filter((name) => name !== schema));
    expect([...order].sort()).toEqual([...folders].sort());
  });

  test('import only earlier folders', () => {
    const upward = edges.filter(isUpward).map(({ from, to }) => `${from} -> ${to}`);
    // To fix a failure, move the code to the folder it belongs to, or pass the value as a parameter.
    expect([...new Set(upward)].sort()).toEqual(Object.keys(exceptions).sort());
  });

  test('have fewer than ten exceptions, each with a reason', () => {
    expect(Object.keys(exceptions).length).toBeLessThan(10);
    expect(Object.values(exceptions).every((reason) => reason.length > 20)).toBe(true);
  });

  test('form no cycle', () => {
    expect(findCycle()).toEqual([]);
  });

  test('import the schema as a type only', () => {
    const text = (path: string) => readText(`src/${path}`);
    const users = files.filter(({ imports }) => imports.includes(schema));
    const values = users.filter(({ path }) => /import \{[^}]*\} from '[./]*schema\.ts'/.test(text(path)));
    expect(values.map(({ path }) => path)).toEqual([]);
    expect(/^import (?!type)/m.test(text(schema))).toBe(false);
  });
});

/** @returns the folders of a cycle; empty if there is none */
function findCycle(): string[] {
  const targets = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    const [source, target] = [folderOf(from), folderOf(to)];
    if (source === target || from === schema || to === schema) continue;
    targets.set(source, (targets.get(source) ?? new Set()).add(target));
  }
  const done = new Set<string>();
  const walk = (folder: string, way: readonly string[]): string[] => {
    if (way.includes(folder)) return [...way.slice(way.indexOf(folder)), folder];
    if (done.has(folder)) return [];
    for (const next of targets.get(folder) ?? []) {
      const cycle = walk(next, [...way, folder]);
      if (cycle.length > 0) return cycle;
    }
    done.add(folder);
    return [];
  };
  for (const folder of targets.keys()) {
    const cycle = walk(folder, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
