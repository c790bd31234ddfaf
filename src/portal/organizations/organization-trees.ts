/** An organization in a list, with the listed organizations below it. */
export interface TreeNode<Row> {
  readonly row: Row;
  /** The globalid, without the part that the node above already shows. */
  readonly name: string;
  readonly children: TreeNode<Row>[];
}

/** Sorts so that each organization is directly followed by those below it. */
export function inTreeOrder<Row extends { readonly globalid: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((one, other) => compareParts(one.globalid.split('.'), other.globalid.split('.')));
}

function compareParts(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  if (at < 0) return one.length - other.length;
  const [part = '', another = ''] = [one[at], other[at]];
  return part < another ? -1 : 1;
}

/** Builds trees from a list in tree order. The parent of an organization is the nearest listed one above it. */
export function treesOf<Row extends { readonly globalid: string }>(rows: readonly Row[]): TreeNode<Row>[] {
  const roots: TreeNode<Row>[] = [];
  const nodes = new Map<string, TreeNode<Row>>();
  for (const row of rows) {
    const above = nearestAbove(nodes, row.globalid);
    const name = above ? row.globalid.slice(above.row.globalid.length + 1) : row.globalid;
    const node = { row, name, children: [] };
    (above?.children ?? roots).push(node);
    nodes.set(row.globalid, node);
  }
  return roots;
}

function nearestAbove<Row>(
  nodes: ReadonlyMap<string, TreeNode<Row>>,
  globalid: string,
): TreeNode<Row> | undefined {
  for (let end = globalid.lastIndexOf('.'); end > 0; end = globalid.lastIndexOf('.', end - 1)) {
    const node = nodes.get(globalid.slice(0, end));
    if (node) return node;
  }
  return undefined;
}
