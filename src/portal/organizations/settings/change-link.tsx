import type { VNode } from 'preact';
import type { PageRequest } from '../../../ui/page-request.ts';

interface ChangeLinkProps {
  readonly page: PageRequest;
  /** The title of the card, which screen readers read with the link. */
  readonly title: string;
  readonly href: string;
}

/** A link from a card to the page with its form. */
export function ChangeLink({ page, title, href }: ChangeLinkProps): VNode {
  const text = page.translate('orgSettings.change');
  return (
    <a class="button quiet small" href={href} aria-label={`${text}: ${title}`}>
      {text}
    </a>
  );
}
