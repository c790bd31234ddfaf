import MarkdownIt from 'markdown-it';
import type { VNode } from 'preact';

/**
 * Renders text of organizations without HTML; links may only be http(s) or mailto. Images are disabled, because
 * browsers would fetch them from other hosts.
 */
const markdown = new MarkdownIt({ html: false, linkify: false }).disable('image');

markdown.validateLink = (url) => /^(https?:|mailto:)/i.test(url.trim());

/** Headings of the text come below those of the page. */
const lowestHeading = 2;

/** Renders the Markdown of an organization safely. */
export function Markdown({ text }: { text: string }): VNode {
  const tokens = markdown.parse(text, {});
  for (const token of tokens) {
    if (/^heading_/.test(token.type))
      token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + lowestHeading)}`;
    for (const child of token.children ?? [])
      if (child.type === 'link_open') child.attrSet('rel', 'noopener noreferrer nofollow');
  }
  const html = markdown.renderer.render(tokens, markdown.options, {});
  return <div class="markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}
