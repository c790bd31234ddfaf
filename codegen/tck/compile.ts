import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { root, runCompiler, withFolder } from '../compiler.ts';

/**
 * Type-checks TypeScript modules with the settings of this project, in one run of the compiler.
 * @param files contents by absolute path; they import each other and the packages of this project
 * @returns the compiler's messages, one an error
 */
export function compile(files: ReadonlyMap<string, string>): string[] {
  return withFolder((folder) => {
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const paths = [...files].map(([file, text]) => writeInto(folder, file, text));
    return runCompiler(folder, paths, { noEmit: true, exactOptionalPropertyTypes: true });
  });
}

/** Files of this project keep their path relative to it. */
function writeInto(folder: string, file: string, text: string): string {
  const path = join(folder, file.startsWith(`${root}${sep}`) ? relative(root, file) : file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}
