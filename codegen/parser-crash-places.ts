import type { hl } from 'raml-1-parser';
import type { Place } from './diagnostics.ts';
import { readSource } from './source-tree.ts';

const nodes = new WeakMap<object, hl.IParseResult>();

/** Remembers the node of an error that the parser throws: the innermost one that was read or validated. */
export function notingCrashes<Result>(node: hl.IParseResult, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (error instanceof Error && !nodes.has(error)) nodes.set(error, node);
    throw error;
  }
}

/** Undefined if the parser failed before it read a node. */
export function crashPlace(error: unknown): Place | undefined {
  const node = error instanceof Error ? nodes.get(error) : undefined;
  return node && readSource(node.lowLevel()).place();
}
