import type { Place } from '../diagnostics.ts';

/** The effect on the values allowed at a place. */
export type Effect = 'narrowed' | 'widened' | 'changed';

/** The direction of values: requests may become wider, responses narrower. */
export type Direction = 'request' | 'response';

/** One difference between two contracts. */
export interface Change {
  /** The name in oasdiff, if it has one. */
  readonly rule: string;
  readonly severity: 'breaking' | 'addition';
  readonly direction: Direction | 'operation';
  /** `POST /items`; empty for the whole API. */
  readonly operation: string;
  /** `body.size`, `query.limit`, `200`. */
  readonly field: string;
  readonly message: string;
  /** In the new contract; for removals in the old one. */
  readonly place: Place;
  /** Whether the annotation `acceptBreaking` names the rule. */
  readonly accepted: boolean;
}

/** A change without its operation. */
export type LocalChange = Omit<Change, 'operation' | 'place' | 'accepted'>;

/** Whether a change of the allowed values breaks callers. */
export function severityOf(effect: Effect, direction: Direction): Change['severity'] {
  const harmless = direction === 'request' ? 'widened' : 'narrowed';
  return effect === harmless ? 'addition' : 'breaking';
}
