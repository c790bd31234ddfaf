import { Counter, type Registry } from 'prom-client';
import { type EventCount, recordedEvents } from '../audit/recorded-events.ts';

/** Counts audit events. The names of events, factors and reasons are few and contain no personal data. */
export function watchEvents(register: Registry): void {
  const events = 'Events that this server recorded in the audit log.';
  counter(register, 'iyo_audit_events_total', events, ['event'], watched)(({ event }) => ({ event }));
  counter(register, 'iyo_sign_ins_total', 'Sign-ins by result: succeeded, or why they failed.', ['result'])(
    ({ event, reason }) => {
      if (event === 'signin.succeeded') return { result: 'succeeded' };
      return event === 'signin.failed' ? { result: reason ?? 'other' } : undefined;
    },
  );
  const help = 'Second factors by result: succeeded, or why they were refused.';
  counter(register, 'iyo_second_factors_total', help, ['factor', 'result'])(({ event, factor, reason }) => {
    if (event !== 'factor.succeeded' && event !== 'factor.failed') return undefined;
    return { factor: factor ?? 'other', result: reason ?? 'succeeded' };
  });
}

/** The labels of an event; undefined when it is not counted. */
type LabelsOf<Label extends string> = (event: EventCount) => Readonly<Record<Label, string>> | undefined;

/** Shown from the start with 0. Otherwise, an alert on an increase would miss the first event. */
const watched: readonly EventCount[] = [
  { event: 'token.misused', factor: undefined, reason: undefined, count: 0 },
];

function counter<Label extends string>(
  register: Registry,
  name: string,
  help: string,
  labelNames: Label[],
  shown: readonly EventCount[] = [],
) {
  return (labelsOf: LabelsOf<Label>) =>
    new Counter({
      name,
      help,
      labelNames,
      registers: [register],
      collect() {
        this.reset();
        for (const event of [...shown, ...recordedEvents()]) {
          const labels = labelsOf(event);
          if (labels) this.inc(labels, event.count);
        }
      },
    });
}
