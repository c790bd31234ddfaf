import { BadRequest } from './errors.ts';

/** Stands for a missing date, in members that must have one. */
export const zeroTimestamp = '0001-01-01T00:00:00Z';

/** RFC 3339 in UTC, the fraction without trailing zeros: `2018-10-20T16:41:41.09Z`. */
export function formatTimestamp(date: Date): string {
  return date.toISOString().replace(/\.?0+Z$/, 'Z');
}

/**
 * Reads an RFC 3339 timestamp, to the millisecond.
 * @param field its path in the request, for the error message
 * @throws BadRequest for a date that does not exist, such as a leap second or the year 0
 */
export function parseTimestamp(text: string, field: string): Date {
  const date = new Date(text.toUpperCase().replace(' ', 'T'));
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1) {
    throw new BadRequest('bad_request', { description: `${field}: must be an existing date` });
  }
  return date;
}
