import type { ll } from 'raml-1-parser';
import type { Place } from './diagnostics.ts';
import { contractPath } from './file-path.ts';
import type { SourceNode } from './source.ts';

/** The parser's syntax tree as our own nodes, read lazily. */
export function readSource(root: ll.ILowLevelASTNode): SourceNode {
  return sourceNode(root, new Map());
}

function sourceNode(node: ll.ILowLevelASTNode, lineStarts: LineStarts): SourceNode {
  let children: readonly SourceNode[] | undefined;
  const read = (): readonly SourceNode[] => {
    children ??= firstOfEachKey(node.children().map((child) => sourceNode(child, lineStarts)));
    return children;
  };
  let kind: SourceNode['kind'] | undefined;
  let scalar: ReturnType<SourceNode['scalar']> | undefined;
  let place: Place | undefined;
  return {
    key: node.key() ?? undefined,
    optional: node.optional(),
    get kind() {
      kind ??= kindOf(node, read());
      return kind;
    },
    scalar: () => {
      if (scalar === undefined) scalar = readScalar(node.value());
      return scalar;
    },
    children: read,
    place: () => {
      place ??= placeOf(node, lineStarts);
      return place;
    },
    file: () => {
      const [path, part] = node.includePath()?.split('#') ?? [];
      const unit = node.unit().absolutePath();
      const root = node.unit().project().getRootPath();
      // A fragment is included as a reference to it.
      return path && part === undefined ? contractPath(path, unit, root) : unit;
    },
  };
}

/** The parser reports the other members with the same key. */
function firstOfEachKey(children: readonly SourceNode[]): readonly SourceNode[] {
  const keys = new Set(children.map(({ key }) => key));
  if (keys.size === children.length || keys.has(undefined)) return children;
  return children.filter(({ key }, position) => children.findIndex((one) => one.key === key) === position);
}

/** The parser's numbers for kinds of YAML nodes. */
const yaml = { map: 2, list: 3 };

function kindOf(node: ll.ILowLevelASTNode, [first]: readonly SourceNode[]): SourceNode['kind'] {
  if (first) return first.key === undefined ? 'list' : 'map';
  const written = node.valueKind();
  if (written === yaml.map) return 'map';
  if (written === yaml.list) return 'list';
  const value = node.value();
  const isItem = node.key() === null || node.key() === undefined;
  return value === null || value === undefined || (value === '' && !isItem) ? 'empty' : 'scalar';
}

function readScalar(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Where each line of a file begins, by the file's path. */
type LineStarts = Map<string, readonly number[]>;

function placeOf(node: ll.ILowLevelASTNode, lineStarts: LineStarts): Place {
  const unit = node.unit();
  const file = unit.path();
  const starts = lineStarts.get(file) ?? [
    0,
    ...[
      ...unit
        .contents()
        .replace(/^\uFEFF/, '')
        .matchAll(/\n/g),
    ].map(({ index }) => index + 1),
  ];
  lineStarts.set(file, starts);
  const offset = Math.max(node.keyStart() >= 0 ? node.keyStart() : node.start(), 0);
  const line = lineAt(starts, offset);
  return { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
}

/** The last line that begins at or before an offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
