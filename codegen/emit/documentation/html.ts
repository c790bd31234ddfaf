import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';

/** A tag with its attributes, or a quote outside of one. */
const tagOrQuote = /<(?:[^>"]|"[^"]*")*>|&quot;/g;

/** Shortens HTML: quotes in texts, frequent in examples, need no entity. */
export function htmlOf(node: VNode): string {
  return render(node).replace(tagOrQuote, (part) => (part === '&quot;' ? '"' : part));
}
