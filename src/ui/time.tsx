import type { VNode } from 'preact';
import type { PageRequest } from './page-request.ts';

interface TimeProps {
  readonly page: Pick<PageRequest, 'language'>;
  readonly at: Date;
  /** Whether to show only the day. */
  readonly isDay?: boolean;
}

/** A time in UTC. With scripts it is shown in the browser's time zone, with UTC as the title. */
export function Time({ page, at, isDay = false }: TimeProps): VNode {
  const style = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  const moment = `${new Intl.DateTimeFormat(page.language, { ...style, timeStyle: 'short' }).format(at)} UTC`;
  return (
    <time dateTime={at.toISOString()} title={moment} data-local={isDay ? 'day' : 'time'}>
      {isDay ? new Intl.DateTimeFormat(page.language, style).format(at) : moment}
    </time>
  );
}
