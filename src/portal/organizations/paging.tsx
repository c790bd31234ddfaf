import type { VNode } from 'preact';
import type { PageRequest } from '../../ui/page-request.ts';

/** One page of a list. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** Counted from 1. */
  readonly number: number;
  readonly count: number;
  /** The query parameter that asks for the page. */
  readonly parameter: string;
}

/**
 * The page of a list that the query asks for; the nearest one if there is no such page.
 * @param parameter of the query; an address with several lists needs several
 */
export function pageOf<Row>(
  { query }: PageRequest,
  all: readonly Row[],
  size: number,
  parameter = 'page',
): ListPage<Row> {
  const count = Math.max(1, Math.ceil(all.length / size));
  const number = Math.min(Math.max(1, Math.trunc(Number(query.get(parameter))) || 1), count);
  return { rows: all.slice((number - 1) * size, number * size), number, count, parameter };
}

/** The page number in the query, for lists that are read in parts. */
export function pageNumberOf({ query }: PageRequest): number {
  return Math.min(Math.max(1, Math.trunc(Number(query.get('page'))) || 1), 10_000);
}

type PagesProps = { readonly page: PageRequest } & Pick<ListPage<unknown>, 'number' | 'count'> &
  Partial<Pick<ListPage<unknown>, 'parameter'>>;

/** Links to the previous and the next page. */
export function Pages({ page, number, count, parameter = 'page' }: PagesProps): VNode | null {
  if (count === 1) return null;
  const { translate } = page;
  return (
    <nav class="pages" aria-label={translate('org.pages')}>
      {number > 1 && <a href={addressOf(page, parameter, number - 1)}>{translate('org.pages.before')}</a>}
      <span>{translate('org.pages.of', { number, count })}</span>
      {number < count && <a href={addressOf(page, parameter, number + 1)}>{translate('org.pages.after')}</a>}
    </nav>
  );
}

function addressOf({ query }: PageRequest, parameter: string, number: number): string {
  const address = new URLSearchParams(query);
  address.delete('done');
  address.set(parameter, String(number));
  return `?${address}`;
}
