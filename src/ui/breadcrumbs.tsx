import type { VNode } from 'preact';
import type { PageRequest } from './page-request.ts';

export interface Breadcrumb {
  readonly title: string;
  readonly href: string;
}

/** The path from the top to a page. @param current the title of the page */
export function Breadcrumbs({
  page,
  items,
  current,
}: {
  page: PageRequest;
  items: readonly Breadcrumb[];
  current: string;
}): VNode {
  return (
    <nav class="breadcrumbs" aria-label={page.translate('menu.breadcrumb')}>
      <ol>
        {items.map(({ title, href }) => (
          <li key={href}>
            <a href={href}>{title}</a>
          </li>
        ))}
        <li aria-current="page">{current}</li>
      </ol>
    </nav>
  );
}
