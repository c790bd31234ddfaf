import { BadRequest } from './errors.ts';

/** Stands for a missing date, in members that must have one. */
export const zeroTimestamp = '0001-01-01T00:00:00Z';

/** RFC 3339 in UTC, the fraction without trailing zeros: `2018-10-20T16:41:41.09Z`. */
export function formatTimestamp(date: Date): string {
  return date.toISOString().replace(/\.?0+Z$/, 'Z');
}

/** Reads a date or timestamp of ISO 8601. Undefined when the text is none, or its day does not exist. */
export function readMoment(text: string): Date | undefined {
  const day = text.slice(0, 10);
  const moment = new Date(text);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(moment.getTime());
  return isDay && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? moment : undefined;
}

/**
 * Reads an RFC 3339 timestamp, to the millisecond.
 * @param field its path in the request, for the error message
 * @throws BadRequest for a date that does not exist, such as a leap second, or that RFC 3339 cannot write in UTC, such as
 * in the year 0 or 10000
 */
export function parseTimestamp(text: string, field: string): Date {
  const date = readMoment(text.toUpperCase().replace(' ', 'T'));
  const year = date?.getUTCFullYear() ?? 0;
  if (!date || year < 1 || year > 9999) {
    throw new BadRequest('bad_request', { description: `${field}: must be an existing date` });
  }
  return date;
}
