import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The path of a public repository with RAML in the folder `RAML_CORPORA`.
 * @returns undefined, after a warning, when it is not there: its tests are left out
 */
export function corpus(repository: string): string | undefined {
  const folder = join(process.env.RAML_CORPORA ?? '', repository);
  if (process.env.RAML_CORPORA && existsSync(folder)) return folder;
  console.warn(`The tests with ${repository} are left out: RAML_CORPORA names no folder that has it.`);
  return undefined;
}
