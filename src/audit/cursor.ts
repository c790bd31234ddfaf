import type { EventCursor } from './queries.ts';

/** Where a page of the audit log ends, as addresses and the command line name it. */
export function writeCursor({ occurredAt, eventId }: EventCursor): string {
  return `${occurredAt.getTime()}.${eventId}`;
}

/** @returns undefined when the text is none that `writeCursor` made */
export function readCursor(text: string): EventCursor | undefined {
  const [, milliseconds, eventId] = /^(\d{1,15})\.([\w-]{1,80})$/.exec(text) ?? [];
  return eventId === undefined ? undefined : { occurredAt: new Date(Number(milliseconds)), eventId };
}
