import MarkdownIt from 'markdown-it';
import type { VNode } from 'preact';

/** HTML inside the contract's texts stays text. */
const markdown = new MarkdownIt({ html: false, linkify: false });

/** A description of the contract, written in Markdown. */
export function Markdown({ text }: { readonly text: string | undefined }): VNode | null {
  if (text === undefined || text.trim() === '') return null;
  return <div class="prose" dangerouslySetInnerHTML={{ __html: markdown.render(text).trim() }} />;
}
