import { readFileSync } from 'node:fs';

/** The folder that holds package.json, found from the source tree as well as from the build, which is one deeper. */
export const packageRoot: URL = findRoot(
  new URL('../../', import.meta.url),
  new URL('../../../', import.meta.url),
);

function findRoot(...candidates: readonly URL[]): URL {
  const found = candidates.find((folder) => nameIn(folder) === 'itsyouonline');
  if (!found) throw new Error('package.json was not found');
  return found;
}

function nameIn(folder: URL): unknown {
  try {
    return JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')).name;
  } catch {
    return undefined;
  }
}
