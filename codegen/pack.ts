/** Builds the npm package of the generator: JavaScript of all its files, written to the given folder. */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const source = fileURLToPath(new URL('./', import.meta.url));

/** @throws Error with what the compiler says */
export function buildPackage(folder: string): void {
  const emitted = join(source, 'emit');
  compileInto(folder, join(source, 'main.ts'));
  // Emitters read the contract-independent parts as text.
  mkdirSync(join(folder, 'emit'), { recursive: true });
  for (const name of readdirSync(emitted).filter((file) => file.endsWith('-runtime.ts'))) {
    copyFileSync(join(emitted, name), join(folder, 'emit', name));
  }
  for (const name of ['package.json', 'README.md']) copyFileSync(join(source, name), join(folder, name));
}

/**
 * Compiles a file and what it imports, all from its folder or below, with the options of this project.
 * @param options those that differ
 * @throws Error with what the compiler says
 */
export function compileInto(folder: string, entry: string, options: ts.CompilerOptions = {}): void {
  const program = ts.createProgram([entry], {
    ...ownOptions(),
    rootDir: dirname(entry),
    outDir: folder,
    ...options,
  });
  const { diagnostics } = program.emit();
  const found = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (found.length > 0) {
    throw new Error(
      found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')).join('\n'),
    );
  }
}

/** Those of this project, for files that are written. */
function ownOptions(): ts.CompilerOptions {
  const path = join(source, '../tsconfig.json');
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(source, '..'));
  return {
    ...options,
    noEmit: false,
    declaration: false,
    allowImportingTsExtensions: false,
    rewriteRelativeImportExtensions: true,
  };
}

const [, program, target] = process.argv;
if (program === fileURLToPath(import.meta.url) && target !== undefined) buildPackage(target);
