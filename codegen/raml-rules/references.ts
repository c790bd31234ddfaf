import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { contractPath } from '../file-path.ts';
import { child, members, type SourceNode, scalarOf } from '../source.ts';
import type { Refuse } from './walk.ts';

/** Files that a file refers to must exist and be of the right kind. */
export function checkReferences(root: SourceNode, refuse: Refuse): void {
  const folder = dirname(root.file());
  const base = child(root, 'extends');
  if (base && read(base, folder) === undefined) {
    refuse(base, `The file "${scalarOf(base)}" that this one extends does not exist. Correct the path.`);
  }
  for (const library of members(root, 'uses')) {
    const text = read(library, folder);
    if (text !== undefined && !/^#%RAML[ \t]+1\.0[ \t]+Library\b/.test(text)) {
      refuse(library, `"${scalarOf(library)}" is no library. Begin it with "#%RAML 1.0 Library".`);
    }
  }
}

/** The text of a local file; undefined if it cannot be read or is not a local path. */
function read(node: SourceNode, folder: string): string | undefined {
  const path = scalarOf(node);
  if (typeof path !== 'string') return undefined;
  try {
    return readFileSync(contractPath(path, node.file(), folder), 'utf8');
  } catch {
    return undefined;
  }
}
