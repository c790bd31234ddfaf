import MarkdownIt from 'markdown-it';
import type { VNode } from 'preact';

/** HTML inside the contract's texts stays text. */
const markdown = new MarkdownIt({ html: false, linkify: false });

/** A watching generator renders what has changed. */
const rendered = new Map<string, string>();

/** One paragraph and nothing else. */
const paragraph = /^<p>((?:(?!<\/p>).)*)<\/p>$/s;

/** A description of the contract, written in Markdown, in one element. */
export function Markdown({ text }: { readonly text: string | undefined }): VNode | null {
  if (text === undefined || text.trim() === '') return null;
  const html = rendered.get(text) ?? markdown.render(text).trim();
  rendered.set(text, html);
  const [, line] = paragraph.exec(html) ?? [];
  if (line !== undefined) return <p dangerouslySetInnerHTML={{ __html: line }} />;
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}
