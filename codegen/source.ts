import type { Place } from './complaints.ts';

/** A YAML node of the contract after traits and resource types were applied, still knowing where it was written. */
export interface SourceNode {
  readonly key: string | undefined;
  readonly value: () => unknown;
  readonly children: () => readonly SourceNode[];
  readonly place: () => Place;
}

/** Keys from the contract's root downwards: `['/users', '/{username}', 'get', 'displayName']`. */
export type SourcePath = readonly string[];

export interface Source {
  /** The node at a path, undefined when something on the way is missing. */
  readonly find: (path: SourcePath) => SourceNode | undefined;
  /** The place of the node at a path, or of the nearest node above it that exists. */
  readonly place: (path: SourcePath) => Place;
}

export function createSource(root: SourceNode): Source {
  return {
    find: (path) => {
      const found = walk(root, path);
      return found.depth === path.length ? found.node : undefined;
    },
    place: (path) => walk(root, path).node.place(),
  };
}

function walk(root: SourceNode, path: SourcePath): { node: SourceNode; depth: number } {
  let node = root;
  for (const [depth, key] of path.entries()) {
    const next = node.children().find((child) => child.key === key);
    if (!next) return { node, depth };
    node = next;
  }
  return { node, depth: path.length };
}
