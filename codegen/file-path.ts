import { dirname, isAbsolute, join, resolve } from 'node:path';

/**
 * What a path in a contract means: one that begins with a slash starts at the folder of the root file, any other at the
 * file it stands in.
 * @param path as it is written
 * @param file that has it, absolute
 * @param root the folder of the root file
 */
export function contractPath(path: string, file: string, root: string): string {
  return isAbsolute(path) ? join(root, path) : resolve(dirname(file), path);
}
