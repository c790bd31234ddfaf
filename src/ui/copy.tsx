import type { VNode } from 'preact';
import type { PageRequest } from './page-request.ts';

interface CopyProps {
  readonly page: PageRequest;
  readonly text: string;
  /** What it is, read out with the button. */
  readonly label: string;
}

/** A text to take along; with scripts it has a button that copies it. One line, or as many as the text has. */
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
