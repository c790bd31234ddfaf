import type { hl } from 'raml-1-parser';
import { references, search, TypeCollection, TypeRegistry, yaml } from './parser.ts';

/**
 * Runs a validation with four results cached that the parser otherwise computes again for every reference, node and
 * inline type from all declarations and all top-level nodes, which is quadratic in the size of a contract: what a
 * reference can mean, which trait it means, what a file extends, and which types have names. The tree does not change
 * while it is read.
 */
export function remembering<Result>(validate: () => Result): Result {
  const { referenceTargets } = search;
  const { getMasterReferenceNode } = yaml.CompilationUnit.prototype;
  const targets = new Map<hl.IHighLevelNode, Map<hl.IProperty, hl.IHighLevelNode[]>>();
  const masters = new Map<object, () => ReturnType<typeof getMasterReferenceNode>>();
  search.referenceTargets = (property, node) => {
    const scope = scopeOf(node);
    const known = targets.get(scope) ?? new Map<hl.IProperty, hl.IHighLevelNode[]>();
    targets.set(scope, known);
    const found = known.get(property) ?? referenceTargets(property, node);
    known.set(property, found);
    return found;
  };
  yaml.CompilationUnit.prototype.getMasterReferenceNode = function remembered() {
    const known = masters.get(this);
    if (known) return known();
    const found = getMasterReferenceNode.call(this);
    masters.set(this, () => found);
    return found;
  };
  const { referencedTrait } = references;
  references.referencedTrait = rememberTraits(referencedTrait);
  const { getTypeRegistry } = TypeCollection.prototype;
  TypeCollection.prototype.getTypeRegistry = rememberRegistries(getTypeRegistry);
  try {
    return validate();
  } finally {
    TypeCollection.prototype.getTypeRegistry = getTypeRegistry;
    references.referencedTrait = referencedTrait;
    search.referenceTargets = referenceTargets;
    yaml.CompilationUnit.prototype.getMasterReferenceNode = getMasterReferenceNode;
  }
}

/** The scope of the declarations visible to a node: the included part it is in, or the root. */
function scopeOf(node: hl.IHighLevelNode): hl.IHighLevelNode {
  let current = node;
  while (current.parent() && !current.lowLevel().includePath()) current = current.parent();
  return current;
}

/** Each reference compares its name with the names of all traits. */
function rememberTraits(find: typeof references.referencedTrait): typeof references.referencedTrait {
  const known = new Map<hl.IHighLevelNode, Map<string, ReturnType<typeof find>>>();
  return (reference) => {
    const node = reference.highLevel().parent();
    if (!node) return find(reference);
    const scope = scopeOf(node);
    const traits = known.get(scope) ?? new Map<string, ReturnType<typeof find>>();
    known.set(scope, traits);
    const key = `${node.lowLevel().unit().path()} ${reference.name()}`;
    const found = traits.has(key) ? traits.get(key) : find(reference);
    traits.set(key, found as ReturnType<typeof find>);
    return found as ReturnType<typeof find>;
  };
}

type Collection = InstanceType<typeof TypeCollection>;
type GetTypeRegistry = Collection['getTypeRegistry'];

/** The caller may add types to the registry, so each gets its own layer over a shared one. */
function rememberRegistries(getTypeRegistry: GetTypeRegistry): GetTypeRegistry {
  const known = new WeakMap<object, { lists: unknown[]; registry: ReturnType<GetTypeRegistry> }>();
  return function remembered(this: Collection) {
    const lists = [this.types(), ...Object.values(this.libraries()).map((library) => library.types())];
    let shared = known.get(this);
    if (
      !shared?.lists.every((list, place) => list === lists[place]) ||
      shared.lists.length !== lists.length
    ) {
      shared = { lists, registry: getTypeRegistry.call(this) };
      known.set(this, shared);
    }
    return new TypeRegistry(shared.registry, this);
  };
}
