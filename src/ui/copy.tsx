import type { VNode } from 'preact';
import type { PageRequest } from './page-request.ts';

interface CopyProps {
  readonly page: PageRequest;
  readonly text: string;
  /** What the text is, for screen readers. */
  readonly label: string;
}

/** A text to copy, with one or several lines. With scripts it has a copy button. */
export function Copy({ page, text, label }: CopyProps): VNode {
  const { translate } = page;
  return (
    <div class="copy" data-copied={translate('copy.done')}>
      {text.includes('\n') ? (
        <pre>
          <code>{text}</code>
        </pre>
      ) : (
        <code>{text}</code>
      )}
      <button type="button" class="quiet small" hidden aria-label={translate('copy.label', { what: label })}>
        {translate('copy.button')}
      </button>
    </div>
  );
}
