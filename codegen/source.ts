import type { Place } from './diagnostics.ts';
import type { Json } from './model.ts';

/** A YAML node of the contract after traits and resource types were applied, still knowing where it was written. */
export interface SourceNode {
  /** Without the question mark that makes a property optional. */
  readonly key: string | undefined;
  /** Whether the key ended with a question mark. */
  readonly optional: boolean;
  readonly kind: 'map' | 'list' | 'scalar' | 'empty';
  /** The text of a scalar; null for every other kind. */
  readonly scalar: () => string | number | boolean | null;
  readonly children: () => readonly SourceNode[];
  readonly place: () => Place;
  /** The file this node was written in, absolute; for an included text, the file that contains it. */
  readonly file: () => string;
}

export function child(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return node?.children().find((candidate) => candidate.key === key);
}

/** The nodes below a key: `types`, `properties`, `queryParameters`. */
export function members(node: SourceNode | undefined, key: string): readonly SourceNode[] {
  return child(node, key)?.children() ?? [];
}

/** The items of a list; a single value counts as a list of one, nothing as an empty one. */
export function itemsOf(node: SourceNode | undefined): readonly SourceNode[] {
  if (!node || node.kind === 'empty') return [];
  return node.kind === 'list' ? node.children() : [node];
}

/** The value of a scalar, with or without annotations: `{ value: x, (note): y }`. */
export function scalarOf(node: SourceNode | undefined): string | number | boolean | null | undefined {
  if (!node || node.kind === 'empty') return undefined;
  if (node.kind === 'scalar') return node.scalar();
  return isAnnotatedScalar(node) ? scalarOf(child(node, 'value')) : undefined;
}

export function isAnnotatedScalar(node: SourceNode): boolean {
  if (node.kind !== 'map' || !child(node, 'value')) return false;
  return node.children().every(({ key = '' }) => key === 'value' || isAnnotation(key));
}

export function isAnnotation(key: string): boolean {
  return key.startsWith('(') && key.endsWith(')');
}

/** A scalar below a key as text; undefined when there is none. */
export function textAt(node: SourceNode | undefined, key: string): string | undefined {
  const value = scalarOf(child(node, key));
  return value === undefined || value === null ? undefined : String(value);
}

export function textsAt(node: SourceNode | undefined, key: string): string[] {
  return itemsOf(child(node, key)).map((item) => String(scalarOf(item) ?? ''));
}

/** A node and all below it as plain data. */
export function jsonOf(node: SourceNode): Json {
  switch (node.kind) {
    case 'map':
      return Object.fromEntries(
        node.children().map((member) => [`${member.key}${member.optional ? '?' : ''}`, jsonOf(member)]),
      );
    case 'list':
      return node.children().map(jsonOf);
    default:
      return node.scalar();
  }
}

/** RAML also accepts `schema`, the former name of `type`. */
export function typeNode(node: SourceNode): SourceNode | undefined {
  return child(node, 'type') ?? child(node, 'schema');
}
