import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** A promise of a document: `code-once`, with its sentence and document. */
export interface Promised {
  readonly id: string;
  readonly text: string;
  readonly document: string;
}

/** A test, or a case of one, that claims to prove a promise. */
export interface Claim {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  /** Title of the test or case; undefined when the comment precedes nothing with a title. */
  readonly name: string | undefined;
}

export const documents = [
  'docs/guarantees.md',
  'tests/promises/conformance.md',
  'tests/promises/asvs.md',
] as const;

/** List items with a name: "- `code-once` A code …". */
export function readPromises(document: string): Promised[] {
  return itemsOf(document).flatMap((item) => {
    const [, id, text] = /^- `([^`]+)` (.+)$/.exec(item) ?? [];
    return id && text ? [{ id, text, document }] : [];
  });
}

/** List items without a name, except those in bold, which explain what is left out. */
export function unnamedItems(document: string): string[] {
  return itemsOf(document).filter((item) => !/^- (`[^`]+`|\*\*)/.test(item));
}

function itemsOf(document: string): string[] {
  const items = readFileSync(document, 'utf8').match(/^- .*(\n {2}.*)*/gm) ?? [];
  return items.map((item) => item.replace(/\s+/g, ' '));
}

/** Every comment of the form `// promise: code-once, code-race` below `tests/`. */
export function readClaims(): Claim[] {
  const files = readdirSync('tests', { recursive: true, encoding: 'utf8' }).sort();
  return files.filter((file) => /\.tsx?$/.test(file)).flatMap((file) => claimsOf(`tests/${file}`));
}

function claimsOf(file: string): Claim[] {
  const text = readFileSync(file, 'utf8');
  const comments = [...text.matchAll(/^ *\/\/ promise: (.+)$/gm)];
  if (comments.length === 0) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return comments.flatMap(({ 0: comment, 1: ids = '', index }) => {
    const node = nodeAfter(source, index + comment.length);
    const line = source.getLineAndCharacterOfPosition(node?.getStart() ?? index).line + 1;
    return ids.split(', ').map((id) => ({ id, file, line, name: node && nameOf(node) }));
  });
}

/** The test, case or statement that follows a position in the text. */
function nodeAfter(source: ts.SourceFile, place: number): ts.Node | undefined {
  const isNamed = (node: ts.Node) =>
    ts.isExpressionStatement(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isArrayLiteralExpression(node.parent);
  const find = (node: ts.Node): ts.Node | undefined => {
    if (node.parent && isNamed(node) && node.getFullStart() <= place && place < node.getStart()) return node;
    return ts.forEachChild(node, (child) => (place < child.end ? find(child) : undefined));
  };
  return find(source);
}

/** The title of a test; for a case in a table, its first text. */
function nameOf(node: ts.Node): string | undefined {
  if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
    const [title] = node.expression.arguments;
    return title && textOf(title);
  }
  return textOf(node) ?? ts.forEachChild(node, nameOf);
}

function textOf(node: ts.Node): string | undefined {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)
    ? node.getText().slice(1, -1)
    : undefined;
}
