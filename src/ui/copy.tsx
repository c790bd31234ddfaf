import type { VNode } from 'preact';
import type { PageRequest } from './page-request.ts';

interface CopyProps {
  readonly page: PageRequest;
  readonly text: string;
  /** What the text is, for screen readers. */
  readonly label: string;
}

/** The style sheet knows no deeper indentation. */
const deepest = 4;

/** A text to copy, with one or several lines. With scripts it has a copy button, above a text of several lines. */
export function Copy({ page, text, label }: CopyProps): VNode {
  const { translate } = page;
  const isBlock = text.includes('\n');
  const button = (
    <button type="button" class="quiet small" hidden aria-label={translate('copy.label', { what: label })}>
      {translate('copy.button')}
    </button>
  );
  return (
    <div class={isBlock ? 'copy long' : 'copy'} data-copied={translate('copy.done')}>
      {isBlock && button}
      {isBlock ? <Lines text={text} /> : <code>{text}</code>}
      {!isBlock && button}
      <span class="visually-hidden" role="status" />
    </div>
  );
}

/** Wraps long lines. What is wrapped hangs below the start of its line, so that lines stay apart. */
function Lines({ text }: { readonly text: string }): VNode {
  return (
    <pre class="lines">
      <code>
        {text.split(/(?<=\n)/).map((line) => (
          <span class={`indent-${depthOf(line)}`}>{line}</span>
        ))}
      </code>
    </pre>
  );
}

/** Of the indentation: a tab or two spaces are one step. */
function depthOf(line: string): number {
  const [indentation = ''] = /^[ \t]*/.exec(line) ?? [];
  return Math.min(deepest, Math.floor(indentation.replaceAll('\t', '  ').length / 2));
}
