import type { EventCursor } from './activity-queries.ts';

/** The position in the audit log where a page ends, for addresses and the command line. */
export function writeCursor({ occurredAt, eventId }: EventCursor): string {
  return `${occurredAt.getTime()}.${eventId}`;
}

/** @returns undefined when the text was not written by `writeCursor` */
export function readCursor(text: string): EventCursor | undefined {
  const [, milliseconds, eventId] = /^(\d{1,15})\.([\w-]{1,80})$/.exec(text) ?? [];
  return eventId === undefined ? undefined : { occurredAt: new Date(Number(milliseconds)), eventId };
}
