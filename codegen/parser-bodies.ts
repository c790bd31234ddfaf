import type { ll } from 'raml-1-parser';
import { TraitsAndResourceTypesExpander } from './parser.ts';

/** The part of the parser's nodes used here. */
interface BodyNode extends ll.ILowLevelASTNode {
  adoptedNodes(): readonly AdoptedNode[];
  children(): BodyNode[];
  patchAdoptedNodes(entries: readonly { readonly node: unknown; readonly transformer: unknown }[]): void;
  replaceChild(old: null, node: unknown): BodyNode;
  setKeyOverride(key: string): void;
}

interface AdoptedNode extends ll.ILowLevelASTNode {
  originalNode(): unknown;
  transformer(): unknown;
}

interface Expander {
  readonly defaultMediaType: unknown;
  mergeBodies(body: BodyNode): unknown;
}

/**
 * If a resource type or trait gives a method a body without media type and the method has one with another, or the other
 * way round, the parser loses the former: as text entirely, as a map its media type.
 */
export function keepBareBodies(): void {
  const expander = TraitsAndResourceTypesExpander.prototype as unknown as Expander;
  const { mergeBodies } = expander;
  expander.mergeBodies = function mergeAllBodies(body) {
    const merged = mergeBodies.call(this, body);
    const mediaType = String(this.defaultMediaType);
    for (const child of body.children()) if (!child.key()) child.setKeyOverride(mediaType);
    addText(body, mediaType);
    return merged;
  };
}

/** Adds a body that is only the name of a type. */
function addText(body: BodyNode, mediaType: string): void {
  const keys = body.children().map((child) => child.key());
  const text = body.adoptedNodes().find((node) => typeof node.value() === 'string');
  if (!text || keys.length === 0 || keys.includes(mediaType)) return;
  const node = text.originalNode();
  const added = body.replaceChild(null, node);
  added.patchAdoptedNodes([{ node, transformer: text.transformer() }]);
  added.setKeyOverride(mediaType);
}
