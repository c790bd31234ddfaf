import { csvLine } from './csv.ts';
import type { AuditEvent } from './queries.ts';

/** The columns of an exported file of events, in order. */
export const recordColumns = [
  'time',
  'event',
  'username',
  'organization',
  'actor',
  'client',
  'network',
  'program',
  'details',
  'request_id',
  'id',
] as const;

type Column = (typeof recordColumns)[number];

/** An event as JSON. */
export function recordOf(event: AuditEvent): Readonly<Record<Column, unknown>> {
  return {
    time: event.occurredAt.toISOString(),
    event: event.event,
    username: event.username,
    organization: event.globalid,
    actor: event.actor,
    client: event.clientId,
    network: event.maskedIp,
    program: event.userAgent,
    details: event.details,
    request_id: event.requestId,
    id: event.eventId,
  };
}

/** An event as a CSV line, without the line break. */
export function recordLine(event: AuditEvent): string {
  const record = { ...recordOf(event), details: JSON.stringify(event.details) };
  return csvLine(recordColumns.map((name) => String(record[name] ?? '')));
}

/** Turns a name into a `like` pattern: `*` at the end matches anything, all other characters match themselves. */
export function patternOf(name: string): string {
  return name.replace(/[\\%_]/g, '\\$&').replace(/\*$/, '%');
}
