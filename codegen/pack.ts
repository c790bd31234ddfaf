/** Builds the npm package of the generator: JavaScript of all its files, written to the given folder. */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CompilerOptions, runCompiler, withFolder } from './compiler.ts';

const source = fileURLToPath(new URL('./', import.meta.url));

/** @throws Error with the compiler's messages */
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
 * @throws Error with the compiler's messages
 */
export function compileInto(target: string, entry: string, options: CompilerOptions = {}): void {
  const written = {
    noEmit: false,
    allowImportingTsExtensions: false,
    rewriteRelativeImportExtensions: true,
    rootDir: dirname(entry),
    outDir: resolve(target),
  };
  const found = withFolder((folder) => runCompiler(folder, [entry], { ...written, ...options }));
  if (found.length > 0) throw new Error(found.join('\n'));
}

const [, program, target] = process.argv;
if (program === fileURLToPath(import.meta.url) && target !== undefined) buildPackage(target);
