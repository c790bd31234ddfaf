import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = resolve(root, process.env.RAML_CORPORA ?? '../shared/corpora');

/**
 * The path of a public repository with RAML in the folder `RAML_CORPORA`, relative to the root of this repository.
 * @returns undefined, after a warning, when it is not there: its tests are left out
 */
export function corpus(repository: string): string | undefined {
  const path = `${folder}/${repository}/`;
  if (existsSync(path)) return path;
  console.warn(`The tests with ${repository} are left out: it is not at ${path} (RAML_CORPORA).`);
  return undefined;
}
