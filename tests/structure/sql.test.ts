import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { featureOf, readSourceFiles, type SourceFile, visit } from './source-files.ts';

/** Files with SQL that are not `queries.ts`, each with its reason. The list may only shrink. */
const sqlExceptions: Readonly<Record<string, string>> = {};

/** Writes to a table of another feature, `file: table`, each with its reason. The list may only shrink. */
const writeExceptions: Readonly<Record<string, string>> = {};

const files = readSourceFiles();
const builders = new Set([
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'selectNoFrom',
  'mergeInto',
]);
const writers = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto']);

describe('SQL', () => {
  test('is in files named queries.ts, or ending in -queries.ts, and in db/', () => {
    const others = files.filter((file) => !mayHoldSql(file.path) && hasSql(file)).map(({ path }) => path);
    expect(others).toEqual(Object.keys(sqlExceptions).sort());
  });

  test('writes a table only in the feature that declares it', () => {
    const owners = ownersOfTables();
    const foreign = files.flatMap((file) =>
      tablesWritten(file)
        .filter((table) => !isOwn(file.path, owners.get(table)))
        .map((table) => `${file.path}: ${table}`),
    );
    expect([...new Set(foreign)].sort()).toEqual(Object.keys(writeExceptions).sort());
  });

  test('has fewer than ten exceptions, each with a reason', () => {
    const reasons = [...Object.values(sqlExceptions), ...Object.values(writeExceptions)];
    expect(reasons.length).toBeLessThan(10);
    expect(reasons.every((reason) => reason.length > 20)).toBe(true);
  });
});

function mayHoldSql(path: string): boolean {
  return path.startsWith('db/') || /(^|\/)([a-z-]+-)?queries\.ts$/.test(path);
}

function hasSql({ tree }: SourceFile): boolean {
  let found = false;
  visit(tree, (node) => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'sql') found = true;
    if (builderOf(node)) found = true;
  });
  return found;
}

function builderOf(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const name = node.expression.name.text;
  return builders.has(name) ? name : undefined;
}

/** Tables written by Kysely's builders, or by SQL text: `insert into`, `update ... set`, `delete from`. */
function tablesWritten({ tree }: SourceFile): string[] {
  const tables: string[] = [];
  visit(tree, (node) => {
    const builder = builderOf(node);
    if (builder && writers.has(builder) && ts.isCallExpression(node)) {
      const [table] = node.arguments;
      if (table && ts.isStringLiteral(table)) tables.push(table.text.split(' ')[0] ?? '');
    }
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText().startsWith('sql'))
      tables.push(...tablesWrittenIn(node.template.getText()));
  });
  return tables;
}

function tablesWrittenIn(text: string): string[] {
  const pattern = /\b(?:insert into|delete from|update)\s+([a-z_]+)\b(?!\s*(?:of\b|skip\b|nowait\b))/g;
  return [...text.matchAll(pattern)]
    .map(([, table = '']) => table)
    .filter((table) => !['set', 'skip', 'of'].includes(table));
}

/** The feature that declares each table, from the imports of `schema.ts`. */
function ownersOfTables(): ReadonlyMap<string, string> {
  const schema = files.find(({ path }) => path === 'schema.ts');
  const folders = new Map<string, string>();
  const owners = new Map<string, string>();
  if (!schema) return owners;
  visit(schema.tree, (node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const folder = featureOf(node.moduleSpecifier.text.replace('./', ''));
      const names = node.importClause?.namedBindings;
      if (names && ts.isNamedImports(names))
        for (const { name } of names.elements) folders.set(name.text, folder);
    }
    if (ts.isPropertySignature(node) && node.type) {
      owners.set(node.name.getText(), folders.get(node.type.getText()) ?? '');
    }
  });
  return owners;
}

/** The folder that declares a table, and folders below it, may write to it. */
function isOwn(path: string, owner: string | undefined): boolean {
  return owner !== undefined && (featureOf(path) === owner || featureOf(path).startsWith(`${owner}/`));
}
