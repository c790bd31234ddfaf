/** Builds the npm package of the client into the given folder: the generated client and the sign-in helper. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileInto } from '../../codegen/pack.ts';

const source = fileURLToPath(new URL('./', import.meta.url));
const root = join(source, '../..');

/** No Node types, so that code that compiles also runs in browsers. */
const options = {
  declaration: true,
  exactOptionalPropertyTypes: true,
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: [],
};

/** @throws Error with the compiler's messages */
export function buildClientPackage(folder: string): void {
  compileInto(join(folder, 'api'), join(root, 'generated', 'client.ts'), options);
  compileInto(join(folder, 'sign-in'), join(source, 'src', 'index.ts'), options);
  for (const name of ['package.json', 'README.md']) copyFileSync(join(source, name), join(folder, name));
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
}

const [, program, target] = process.argv;
if (program === fileURLToPath(import.meta.url) && target !== undefined) buildClientPackage(target);
