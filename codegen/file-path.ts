import { dirname, isAbsolute, join, resolve } from 'node:path';

/**
 * Resolves a path in a contract: with a leading slash from the folder of the root file, otherwise from the file that
 * contains it.
 * @param path as written
 * @param file that contains the path, absolute
 * @param root the folder of the root file
 */
export function contractPath(path: string, file: string, root: string): string {
  return isAbsolute(path) ? join(root, path) : resolve(dirname(file), path);
}
