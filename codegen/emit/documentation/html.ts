import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';

/** A tag with its attributes, or a quote outside of one. */
const tagOrQuote = /<(?:[^>"]|"[^"]*")*>|&quot;/g;

/** HTML as short as it reads: quotes in texts, of which examples are full, need no entity. */
export function htmlOf(node: VNode): string {
  return render(node).replace(tagOrQuote, (part) => (part === '&quot;' ? '"' : part));
}
