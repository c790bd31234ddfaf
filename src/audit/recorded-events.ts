import type { AuditEventName } from './events.ts';

/** How often an event was recorded. */
export interface EventCount {
  readonly event: AuditEventName;
  /** Set for sign-ins and second factors. The values come from the types of `AuditEvents`, so there are few. */
  readonly factor: string | undefined;
  readonly reason: string | undefined;
  readonly count: number;
}

/** Counts of this process since its start. */
const counts = new Map<string, EventCount>();

/** Counts an event. Call it once the event is committed. */
export function countEvent(
  event: AuditEventName,
  { factor, reason }: { readonly factor?: string | undefined; readonly reason?: string | undefined },
): void {
  const key = [event, factor, reason].join(' ');
  counts.set(key, { event, factor, reason, count: (counts.get(key)?.count ?? 0) + 1 });
}

/** The counts of this process since its start. */
export function recordedEvents(): readonly EventCount[] {
  return [...counts.values()];
}
