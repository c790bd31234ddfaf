import type { SourceNode } from './source.ts';

/** Merges two trees: the upper one takes precedence, maps are merged key by key. */
export function mergeSource(lower: SourceNode, upper: SourceNode): SourceNode {
  if (lower.kind !== 'map' || upper.kind !== 'map') return upper.kind === 'empty' ? lower : upper;
  let children: readonly SourceNode[] | undefined;
  return {
    ...upper,
    kind: 'map',
    children: () => {
      children ??= mergeChildren(lower.children(), upper.children());
      return children;
    },
  };
}

function mergeChildren(lower: readonly SourceNode[], upper: readonly SourceNode[]): SourceNode[] {
  const above = new Map(upper.map((node) => [node.key, node]));
  const below = new Set(lower.map(({ key }) => key));
  return [
    ...lower.map((node) => {
      const over = above.get(node.key);
      return over ? mergeSource(node, over) : node;
    }),
    ...upper.filter(({ key }) => !below.has(key)),
  ];
}
