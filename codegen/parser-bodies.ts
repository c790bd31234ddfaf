import type { hl, ll } from 'raml-1-parser';
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
  /** Null if the API has several. */
  readonly defaultMediaType: unknown;
  init(api: hl.IHighLevelNode): void;
  mergeBodies(body: BodyNode): unknown;
  mergeBodiesForMethod(method: BodyNode): void;
}

/**
 * If a resource type or trait gives a method a body without media type and the method has one with another, or the other
 * way round, the parser loses the former: as text entirely, as a map its media type.
 */
export function keepBareBodies(): void {
  const expander = TraitsAndResourceTypesExpander.prototype as unknown as Expander;
  const { init, mergeBodies, mergeBodiesForMethod } = expander;
  const several = new WeakMap<Expander, readonly string[]>();
  expander.init = function initAll(api) {
    init.call(this, api);
    const list = api
      .lowLevel()
      .children()
      .find((node) => node.key() === 'mediaType');
    several.set(this, list?.children().map((node) => String(node.value())) ?? []);
  };
  expander.mergeBodiesForMethod = function mergeAllBodiesForMethod(method) {
    mergeBodiesForMethod.call(this, method);
    for (const body of bodiesOf(method))
      for (const mediaType of several.get(this) ?? []) addText(body, mediaType);
  };
  expander.mergeBodies = function mergeAllBodies(body) {
    const merged = mergeBodies.call(this, body);
    const mediaType = String(this.defaultMediaType);
    for (const child of body.children()) if (!child.key()) child.setKeyOverride(mediaType);
    addText(body, mediaType);
    return merged;
  };
}

/** Of the request and of all responses. */
function bodiesOf(method: BodyNode): BodyNode[] {
  const members = method.children();
  const responses = members.filter((node) => node.key() === 'responses').flatMap((node) => node.children());
  const all = [...members, ...responses.flatMap((response) => response.children())];
  return all.filter((node) => node.key() === 'body' && 'adoptedNodes' in node);
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
