import type { VNode } from 'preact';
import type { PageRequest } from './page-request.ts';

interface TimeProps {
  readonly page: Pick<PageRequest, 'language'>;
  readonly at: Date;
  /** Whether the day is enough. */
  readonly isDay?: boolean;
}

/** A time: in UTC, and with scripts in the browser's own zone, with UTC as its title. */
export function Time({ page, at, isDay = false }: TimeProps): VNode {
  const format = new Intl.DateTimeFormat(page.language, {
    dateStyle: 'medium',
    ...(!isDay && { timeStyle: 'short' }),
    timeZone: 'UTC',
  });
  const text = isDay ? format.format(at) : `${format.format(at)} UTC`;
  return (
    <time dateTime={at.toISOString()} title={text} data-local={isDay ? 'day' : 'time'}>
      {text}
    </time>
  );
}
