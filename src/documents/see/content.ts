import { isDeepStrictEqual } from 'node:util';
import type { NewSeeVersion } from '../../../generated/types.ts';
import { parseTimestamp } from '../../base/timestamp.ts';
import type { SeeVersionRow } from './tables.ts';

/** What a version says, which is also what a signature is for. */
export type SeeContentColumns = Pick<
  SeeVersionRow,
  | 'category'
  | 'link'
  | 'content_type'
  | 'markdown_short_description'
  | 'markdown_full_description'
  | 'start_date'
  | 'end_date'
>;

/** @throws BadRequest for a date that does not exist */
export function contentOf(body: NewSeeVersion): SeeContentColumns {
  return {
    category: body.category,
    link: body.link,
    content_type: body.content_type ?? '',
    markdown_short_description: body.markdown_short_description,
    markdown_full_description: body.markdown_full_description,
    start_date: dateOf(body.start_date, 'body.start_date'),
    end_date: dateOf(body.end_date, 'body.end_date'),
  };
}

/** Whether a stored version says this and nothing else. Dates are compared as moments, in whatever time zone. */
export function saysTheSame(stored: SeeContentColumns, content: SeeContentColumns): boolean {
  const names = Object.keys(content) as (keyof SeeContentColumns)[];
  return names.every((name) => isDeepStrictEqual(stored[name], content[name]));
}

function dateOf(text: string | undefined, field: string): Date | null {
  return text === undefined ? null : parseTimestamp(text, field);
}
