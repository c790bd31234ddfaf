import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A parsed file of `src/`. Paths are relative to `src/`, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly imports: readonly string[];
  readonly tree: ts.SourceFile;
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** All TypeScript files of `src/`, in order. @param isWanted leaves out files by their text: parsing takes long */
export function readSourceFiles(isWanted: (text: string) => boolean = () => true): SourceFile[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path))
    .sort()
    .map((path): [string, string] => [path, readText(`src/${path}`)])
    .filter(([, text]) => isWanted(text))
    .map(([path, text]) => parse(path, text));
}

function parse(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, imports: importsOf(tree, path), tree };
}

/** Calls `look` for a node and all its descendants. */
export function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

/** Imports of files in `src/`, including those by `import()`. */
function importsOf(tree: ts.SourceFile, path: string): string[] {
  const found: string[] = [];
  visit(tree, (node) => {
    const specifier = specifierOf(node);
    if (specifier?.startsWith('.')) found.push(posix.join(posix.dirname(path), specifier));
  });
  return found.filter((target) => !target.startsWith('..'));
}

function specifierOf(node: ts.Node): string | undefined {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier)
    return ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined;
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
  const [argument] = node.arguments;
  return argument && ts.isStringLiteral(argument) ? argument.text : undefined;
}

/** The top-level folder of a file; for a file directly in `src/`, its own name. */
export function folderOf(path: string): string {
  return path.split('/')[0] ?? path;
}

export function featureOf(path: string): string {
  return dirname(path);
}
