import type { AuditEventName } from './events.ts';

/** How often an event was recorded. */
export interface EventCount {
  readonly event: AuditEventName;
  /** Of sign-ins and second factors; from the types of `AuditEvents`, so there are few. */
  readonly factor: string | undefined;
  readonly reason: string | undefined;
  readonly count: number;
}

/** Of this process, since its start. */
const counts = new Map<string, EventCount>();

/** To be called once the event is committed. */
export function countEvent(
  event: AuditEventName,
  { factor, reason }: { readonly factor?: string | undefined; readonly reason?: string | undefined },
): void {
  const key = [event, factor, reason].join(' ');
  counts.set(key, { event, factor, reason, count: (counts.get(key)?.count ?? 0) + 1 });
}

/** What this process recorded since its start. */
export function recordedEvents(): readonly EventCount[] {
  return [...counts.values()];
}
