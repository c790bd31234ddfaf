import { child, itemsOf, members, type SourceNode, scalarOf, textAt, typeNode } from '../source.ts';
import { declaredTypes, type Refuse } from './walk.ts';

/** Facets that a subtype may only raise, and those it may only lower. */
const lower = ['minLength', 'minimum', 'minItems', 'minProperties'];
const upper = ['maxLength', 'maximum', 'maxItems', 'maxProperties'];

/** A type may narrow what it inherits, never widen it. */
export function checkInheritance(root: SourceNode, refuse: Refuse): void {
  const declared = new Map(members(root, 'types').map((node) => [node.key ?? '', node]));
  for (const node of declaredTypes(root).filter(({ kind }) => kind === 'map')) {
    const parents = itemsOf(typeNode(node)).flatMap((item) => declared.get(String(scalarOf(item))) ?? []);
    for (const parent of parents.filter((one) => one !== node && one.kind === 'map')) {
      checkLimits(node, parent, refuse);
      checkProperties(node, parent, refuse);
    }
  }
}

function checkLimits(node: SourceNode, parent: SourceNode, refuse: Refuse): void {
  for (const facet of [...lower, ...upper]) {
    const [own, inherited] = [child(node, facet), scalarOf(child(parent, facet))];
    const value = scalarOf(own);
    if (!own || typeof value !== 'number' || typeof inherited !== 'number') continue;
    if (lower.includes(facet) ? value >= inherited : value <= inherited) continue;
    refuse(own, `"${facet}" is ${inherited} in "${parent.key}", and an inheriting type can only narrow it.`);
  }
}

/** An integer cannot become a number. */
function checkProperties(node: SourceNode, parent: SourceNode, refuse: Refuse): void {
  for (const own of members(node, 'properties')) {
    const inherited = child(child(parent, 'properties'), own.key ?? '');
    if (inherited && builtIn(inherited) === 'integer' && builtIn(own) === 'number') {
      refuse(
        own,
        `"${own.key}" is an integer in "${parent.key}", and an inheriting type can only narrow it.`,
      );
    }
  }
}

function builtIn(node: SourceNode): string | undefined {
  return node.kind === 'map' ? textAt(node, 'type') : String(scalarOf(node) ?? '');
}
