import type { Place } from '../complaints.ts';

/** What becomes of the values a place allows. */
export type Effect = 'narrowed' | 'widened' | 'changed';

/** Which way values travel: what a request may be can grow, what a response may be can shrink. */
export type Direction = 'request' | 'response';

/** One difference between two contracts. */
export interface Change {
  /** Where possible the name that oasdiff has for it. */
  readonly rule: string;
  readonly severity: 'breaking' | 'addition';
  readonly direction: Direction | 'operation';
  /** `POST /items`; empty for the whole API. */
  readonly operation: string;
  /** `body.size`, `query.limit`, `200`. */
  readonly field: string;
  readonly message: string;
  /** In the new contract; in the old one for what is gone. */
  readonly place: Place;
  /** Whether the annotation `acceptBreaking` names the rule. */
  readonly accepted: boolean;
}

/** A change that does not know yet which operation it is in. */
export type LocalChange = Omit<Change, 'operation' | 'place' | 'accepted'>;

/** Whether a change of what values are allowed breaks those who send or read them. */
export function severityOf(effect: Effect, direction: Direction): Change['severity'] {
  const harmless = direction === 'request' ? 'widened' : 'narrowed';
  return effect === harmless ? 'addition' : 'breaking';
}
