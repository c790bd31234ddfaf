import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** A page, or several similar ones, in `pages.md`. */
export interface InventoryEntry {
  /** Paths, with parameters in braces. */
  readonly pages: readonly string[];
  /** Names of screenshots of `make screenshots`. */
  readonly pictures: readonly string[];
  readonly tests: readonly InventoryTest[];
}

export interface InventoryTest {
  readonly file: string;
  /** Whether it shows what the page does, or what it refuses. */
  readonly shows: 'does' | 'refuses';
  /** As printed, with the placeholders of a table: "the list › is searched". */
  readonly title: string;
}

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** The entries of `tests/portal/pages.md`. */
export function readInventory(): InventoryEntry[] {
  const [, ...parts] = read('tests/portal/pages.md').split(/^## /m);
  return parts.map((part) => {
    const [heading = '', ...lines] = part.split('\n');
    const [, pictures = ''] = /^Pictures: (.+)$/m.exec(part) ?? [];
    return {
      pages: [...heading.matchAll(/`([^`]+)`/g)].map(([, page = '']) => page),
      pictures: pictures.split(', '),
      tests: testsIn(lines),
    };
  });
}

/** Tests are listed below the name of their file. */
function testsIn(lines: readonly string[]): InventoryTest[] {
  let file = '';
  return lines.flatMap((line) => {
    file = /^- `(tests\/.+)`$/.exec(line)?.[1] ?? file;
    const [, shows, title = ''] = /^ {2}- (does|refuses): (.+)$/.exec(line) ?? [];
    return shows === undefined ? [] : [{ file, shows: shows as 'does' | 'refuses', title }];
  });
}

/** The titles of the tests in a file, each after those of its groups. */
export function titlesIn(file: string): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node, above: readonly string[]): void => {
    const [kind, title] = titleOf(node) ?? [];
    const path = title === undefined ? above : [...above, title];
    if (kind === 'test') titles.push(path.join(' › '));
    else ts.forEachChild(node, (child) => visit(child, path));
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true), []);
  return titles;
}

function titleOf(node: ts.Node): [kind: 'describe' | 'test', title: string] | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const [, kind] = /^(describe|test)\b/.exec(node.expression.getText()) ?? [];
  const [title] = node.arguments;
  if (kind === undefined || !title || !(ts.isStringLiteralLike(title) || ts.isTemplateExpression(title)))
    return undefined;
  return [kind as 'describe' | 'test', title.getText().slice(1, -1)];
}
