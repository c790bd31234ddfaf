import type { VNode } from 'preact';
import type { OrganizationPlace } from '../../organizations/queries.ts';
import type { TreeNode } from './organization-trees.ts';
import { organizationPath } from './paths.ts';

type Node = TreeNode<OrganizationPlace>;

/** A node with its place: columns and rows are counted from 0; a node stands midway between its first and last child. */
interface PlacedNode {
  readonly node: Node;
  readonly column: number;
  readonly row: number;
  readonly children: readonly PlacedNode[];
}

/** Pixels: a box, and what lies between the left and upper edges of neighbours. */
const box = { width: 150, height: 32 };
const step = { x: 190, y: 44 };
const longestName = 17;

interface TreePictureProps {
  readonly nodes: readonly Node[];
  readonly current: string;
  /** What a screen reader says that the picture shows. */
  readonly label: string;
}

/** Organizations as boxes that lead to their pages, from left to right, with lines to those below them. */
export function TreePicture({ nodes, current, label }: TreePictureProps): VNode {
  const placed = placeAll(nodes);
  const all = placed.flatMap(withDescendants);
  const width = Math.max(...all.map(({ column }) => column)) * step.x + box.width + 2;
  const height = Math.max(...all.map(({ row }) => row)) * step.y + box.height + 2;
  return (
    <div class="tree-picture">
      <svg width={width} height={height} viewBox={`-1 -1 ${width} ${height}`}>
        <title>{label}</title>
        <path d={all.flatMap(linesOf).join('')} />
        {all.map((one) => (
          <Box key={one.node.row.globalid} placed={one} isCurrent={one.node.row.globalid === current} />
        ))}
      </svg>
    </div>
  );
}

function placeAll(roots: readonly Node[]): readonly PlacedNode[] {
  let rows = 0;
  const place = (node: Node, column: number): PlacedNode => {
    const children = node.children.map((child) => place(child, column + 1));
    const [first, last] = [children[0], children.at(-1)];
    const row = first && last ? (first.row + last.row) / 2 : rows++;
    return { node, column, row, children };
  };
  return roots.map((root) => place(root, 0));
}

function withDescendants(placed: PlacedNode): readonly PlacedNode[] {
  return [placed, ...placed.children.flatMap(withDescendants)];
}

/** From the right edge of a box to the left edges of its children. */
function linesOf({ column, row, children }: PlacedNode): readonly string[] {
  const from = `M${column * step.x + box.width} ${row * step.y + box.height / 2}h20`;
  return children.map((child) => `${from}V${child.row * step.y + box.height / 2}h20`);
}

function Box({ placed, isCurrent }: { readonly placed: PlacedNode; readonly isCurrent: boolean }): VNode {
  const { node, column, row } = placed;
  const [x, y] = [column * step.x, row * step.y];
  const { globalid } = node.row;
  const characters = [...node.name];
  const isLong = characters.length > longestName;
  return (
    <a href={organizationPath(globalid)} aria-current={isCurrent ? 'true' : undefined}>
      {isLong && <title>{globalid}</title>}
      <rect x={x} y={y} width={box.width} height={box.height} rx="6" />
      <text x={x + 10} y={y + 21}>
        {isLong ? `${characters.slice(0, longestName - 1).join('')}…` : node.name}
      </text>
    </a>
  );
}
