/** An organization in a list, with the listed organizations below it. */
export interface Branch<Row> {
  readonly row: Row;
  /** The globalid, without the part that the branch above already shows. */
  readonly name: string;
  readonly children: Branch<Row>[];
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
export function forestOf<Row extends { readonly globalid: string }>(rows: readonly Row[]): Branch<Row>[] {
  const roots: Branch<Row>[] = [];
  const branches = new Map<string, Branch<Row>>();
  for (const row of rows) {
    const above = nearestAbove(branches, row.globalid);
    const name = above ? row.globalid.slice(above.row.globalid.length + 1) : row.globalid;
    const branch = { row, name, children: [] };
    (above?.children ?? roots).push(branch);
    branches.set(row.globalid, branch);
  }
  return roots;
}

function nearestAbove<Row>(
  branches: ReadonlyMap<string, Branch<Row>>,
  globalid: string,
): Branch<Row> | undefined {
  for (let end = globalid.lastIndexOf('.'); end > 0; end = globalid.lastIndexOf('.', end - 1)) {
    const branch = branches.get(globalid.slice(0, end));
    if (branch) return branch;
  }
  return undefined;
}
