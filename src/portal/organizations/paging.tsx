import type { VNode } from 'preact';
import type { PageRequest } from '../../ui/page-request.ts';

/** The part of a list that a page shows. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** From 1. */
  readonly number: number;
  readonly count: number;
}

/** The part of a list that the address asks for with `page`; the nearest one when there is none of that number. */
export function pageOf<Row>({ query }: PageRequest, all: readonly Row[], size: number): ListPage<Row> {
  const count = Math.max(1, Math.ceil(all.length / size));
  const number = Math.min(Math.max(1, Math.trunc(Number(query.get('page'))) || 1), count);
  return { rows: all.slice((number - 1) * size, number * size), number, count };
}

/** The page of a list that the address asks for, where the list is read in parts. */
export function pageNumberOf({ query }: PageRequest): number {
  return Math.min(Math.max(1, Math.trunc(Number(query.get('page'))) || 1), 10_000);
}

/** Links to the pages before and after. */
export function Pages({
  page,
  number,
  count,
}: { readonly page: PageRequest } & Pick<ListPage<unknown>, 'number' | 'count'>): VNode | null {
  if (count === 1) return null;
  const { translate } = page;
  return (
    <nav class="pages" aria-label={translate('org.pages')}>
      {number > 1 && <a href={addressOf(page, number - 1)}>{translate('org.pages.before')}</a>}
      <span>{translate('org.pages.of', { number, count })}</span>
      {number < count && <a href={addressOf(page, number + 1)}>{translate('org.pages.after')}</a>}
    </nav>
  );
}

function addressOf({ query }: PageRequest, number: number): string {
  const address = new URLSearchParams(query);
  address.delete('done');
  address.set('page', String(number));
  return `?${address}`;
}
