import type { VNode } from 'preact';
import type { EntryAction } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';

interface HomePage {
  readonly client: string;
  /** Undefined if the client has none. */
  readonly homePage: string | undefined;
}

/** Opens an application. Names the host, because the address is not checked by anyone. */
export function homePageAction({ translate }: PageRequest, { client, homePage }: HomePage): EntryAction[] {
  if (homePage === undefined) return [];
  const place = new URL(homePage).host;
  const label = translate('apps.open.label', { place, client });
  return [{ href: homePage, text: translate('apps.open', { place }), label }];
}

/** Same as `homePageAction`, as a link. */
export function HomePageLink({ page, ...app }: HomePage & { readonly page: PageRequest }): VNode | null {
  const [action] = homePageAction(page, app);
  return action ? (
    <a href={action.href} aria-label={action.label}>
      {action.text}
    </a>
  ) : null;
}
