import { csvLine } from './csv.ts';
import type { AuditEvent } from './queries.ts';

/** What a file of events says of each, in this order. */
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

/** An event for programs. */
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

/** An event as a line of comma separated values, without its end. */
export function recordLine(event: AuditEvent): string {
  const record = { ...recordOf(event), details: JSON.stringify(event.details) };
  return csvLine(recordColumns.map((name) => String(record[name] ?? '')));
}

/** Names in which `*` at the end stands for any letters, as patterns for `like`, in which `_` stands for any letter. */
export function patternOf(name: string): string {
  return name.replace(/[\\%_]/g, '\\$&').replace(/\*$/, '%');
}
