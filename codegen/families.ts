import { child, itemsOf, type SourceNode, scalarOf, textAt, typeNode } from './source.ts';
import { parseTypeExpression } from './type-expression.ts';

/** Types discriminated by a property: the type that declares `discriminator` and all that inherit from it. */
export interface Families {
  /** Whether a type of a family has subtypes. */
  readonly heads: (name: string) => boolean;
  /** The discriminator property of a type; undefined outside families. */
  readonly discriminator: (name: string) => string | undefined;
  readonly parents: (name: string) => readonly string[];
  /** The names of the direct subtypes. */
  readonly children: (name: string) => readonly string[];
  /** The value of the property in values of a type. */
  readonly value: (name: string) => string;
}

export function findFamilies(declared: ReadonlyMap<string, SourceNode>): Families {
  const parents = new Map([...declared].map(([name, node]) => [name, parentsOf(node)]));
  const children = new Map<string, string[]>();
  for (const [name, list] of parents) {
    for (const parent of list) children.set(parent, [...(children.get(parent) ?? []), name]);
  }
  const discriminator = (name: string, depth = 0): string | undefined => {
    const node = declared.get(name);
    if (!node || depth > 50) return undefined;
    if (node.kind === 'map' && child(node, 'discriminator')) return textAt(node, 'discriminator');
    const inherited = (parents.get(name) ?? []).map((parent) => discriminator(parent, depth + 1));
    return inherited.find((found) => found !== undefined);
  };
  return {
    discriminator: (name) => discriminator(name),
    parents: (name) => parents.get(name) ?? [],
    children: (name) => children.get(name) ?? [],
    heads: (name) => children.has(name) && discriminator(name) !== undefined,
    value: (name) => valueInside(declared.get(name), name),
  };
}

function parentsOf(node: SourceNode): string[] {
  const type = node.kind === 'map' ? typeNode(node) : node;
  return itemsOf(type).flatMap((item) => {
    const expression = parseTypeExpression(String(scalarOf(item) ?? ''));
    return expression?.kind === 'name' ? [expression.name] : [];
  });
}

/** The declared `discriminatorValue`, else the type's name; the parser keeps that of a library's type in a map. */
function valueInside(node: SourceNode | undefined, name: string): string {
  const declared = node?.kind === 'map' ? child(node, 'discriminatorValue') : undefined;
  const value = declared?.kind === 'map' ? scalarOf(child(declared, 'value')) : scalarOf(declared);
  return value === undefined || value === null ? name : String(value);
}
