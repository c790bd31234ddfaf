/** Builds the npm package of the generator: JavaScript of all its files, into the folder that is given. */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const source = fileURLToPath(new URL('./', import.meta.url));

/** @throws Error with what the compiler says */
export function buildPackage(folder: string): void {
  const emitted = join(source, 'emit');
  const program = ts.createProgram([join(source, 'main.ts')], compilerOptions(folder));
  const { diagnostics } = program.emit();
  const found = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (found.length > 0) {
    throw new Error(
      found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')).join('\n'),
    );
  }
  // Emitters read the parts that are the same for every contract as text.
  mkdirSync(join(folder, 'emit'), { recursive: true });
  for (const name of readdirSync(emitted).filter((file) => file.endsWith('-runtime.ts'))) {
    copyFileSync(join(emitted, name), join(folder, 'emit', name));
  }
  for (const name of ['package.json', 'README.md']) copyFileSync(join(source, name), join(folder, name));
}

/** Those of this project, for files that are written. */
function compilerOptions(folder: string): ts.CompilerOptions {
  const path = join(source, '../tsconfig.json');
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(source, '..'));
  return {
    ...options,
    noEmit: false,
    declaration: false,
    allowImportingTsExtensions: false,
    rewriteRelativeImportExtensions: true,
    rootDir: source,
    outDir: folder,
  };
}

const [, program, target] = process.argv;
if (program === fileURLToPath(import.meta.url) && target !== undefined) buildPackage(target);
