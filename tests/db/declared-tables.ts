import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A column as declared in `src/schema.ts`. */
export interface DeclaredColumn {
  readonly table: string;
  readonly column: string;
  /** Whether reading the column may return null. */
  readonly isNullable: boolean;
  /** Whether a new row may omit the column. */
  readonly hasDefault: boolean;
}

/** The tables and columns of the type `Database`. */
export function readDeclaredColumns(): DeclaredColumn[] {
  const program = ts.createProgram([`${root}src/schema.ts`], readOptions());
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(`${root}src/schema.ts`);
  const database = source?.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === 'Database',
  );
  if (!database) throw new Error('src/schema.ts has no interface Database');
  return checker
    .getTypeAtLocation(database)
    .getProperties()
    .flatMap((table) =>
      checker
        .getTypeOfSymbolAtLocation(table, database)
        .getProperties()
        .map((column) => describe(checker, table.name, column, database)),
    );
}

function describe(checker: ts.TypeChecker, table: string, column: ts.Symbol, at: ts.Node): DeclaredColumn {
  const type = checker.getTypeOfSymbolAtLocation(column, at);
  const memberOf = (name: string) => {
    const member = type.getProperty(name);
    return member && checker.getTypeOfSymbolAtLocation(member, at);
  };
  const [selected = type, inserted = type] = [memberOf('__select__'), memberOf('__insert__')];
  return {
    table,
    column: column.name,
    isNullable: has(selected, ts.TypeFlags.Null),
    hasDefault: has(inserted, ts.TypeFlags.Undefined) || has(inserted, ts.TypeFlags.Never),
  };
}

function has(type: ts.Type, flag: ts.TypeFlags): boolean {
  return type.isUnion() ? type.types.some((each) => has(each, flag)) : (type.flags & flag) !== 0;
}

function readOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  return { ...ts.parseJsonConfigFileContent(config, ts.sys, root).options, noEmit: true };
}
