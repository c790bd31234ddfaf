import type { hl } from 'raml-1-parser';
import yaml from 'raml-1-parser/dist/parser/jsyaml/jsyaml2lowLevel.js';
import search from 'raml-1-parser/dist/search/search-interface.js';

/**
 * Runs a validation while the parser remembers two answers that it otherwise works out anew for every reference and
 * every node, from all declarations and all nodes at the top: what a reference can mean, and what a file extends. That
 * is quadratic in the size of a contract. The tree does not change meanwhile.
 */
export function remembering<Result>(validate: () => Result): Result {
  const { referenceTargets } = search;
  const { getMasterReferenceNode } = yaml.CompilationUnit.prototype;
  const targets = new Map<hl.IHighLevelNode, Map<hl.IProperty, hl.IHighLevelNode[]>>();
  const masters = new Map<object, () => ReturnType<typeof getMasterReferenceNode>>();
  search.referenceTargets = (property, node) => {
    const root = rootWithoutIncludes(node);
    if (!root) return referenceTargets(property, node);
    const known = targets.get(root) ?? new Map<hl.IProperty, hl.IHighLevelNode[]>();
    targets.set(root, known);
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
  try {
    return validate();
  } finally {
    search.referenceTargets = referenceTargets;
    yaml.CompilationUnit.prototype.getMasterReferenceNode = getMasterReferenceNode;
  }
}

/** The root of a node's tree; undefined when the node is in an included part, which has declarations of its own. */
function rootWithoutIncludes(node: hl.IHighLevelNode): hl.IHighLevelNode | undefined {
  let current = node;
  while (current.parent()) {
    if (current.lowLevel().includePath()) return undefined;
    current = current.parent();
  }
  return current;
}
