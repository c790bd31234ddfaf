import { isDeepStrictEqual } from 'node:util';
import type { NewSeeVersion } from '../../../generated/types.ts';
import { parseTimestamp } from '../../base/timestamp.ts';
import type { SeeContent, SeeSignature } from './queries.ts';

/** @throws BadRequest for a date that does not exist */
export function contentOf(body: NewSeeVersion): SeeContent {
  return {
    category: body.category,
    link: body.link,
    contentType: body.content_type ?? '',
    shortDescription: body.markdown_short_description,
    fullDescription: body.markdown_full_description,
    startDate: dateOf(body.start_date, 'body.start_date'),
    endDate: dateOf(body.end_date, 'body.end_date'),
  };
}

export function signatureOf({ keystore_label = '', signature = '' }: NewSeeVersion): SeeSignature {
  return { keystoreLabel: keystore_label, signature };
}

/**
 * Whether a stored version has exactly this content. Dates are equal if they are the same moment, in any time
 * zone.
 */
export function hasSameContent(stored: SeeContent, content: SeeContent): boolean {
  const names = Object.keys(content) as (keyof SeeContent)[];
  return names.every((name) => isDeepStrictEqual(stored[name], content[name]));
}

function dateOf(text: string | undefined, field: string): Date | null {
  return text === undefined ? null : parseTimestamp(text, field);
}
