import type { Problem } from './checks.ts';
import type { RawRequest, RawResponse } from './sending.ts';

/** A defect, with the request that caused it. */
export interface Finding extends Problem {
  readonly round: number;
  readonly request: RawRequest;
  readonly response?: RawResponse;
  /** Log lines about the request. */
  readonly log?: string;
}

export interface FuzzReport {
  requests: number;
  readonly findings: Finding[];
  /** How often each operation and each endpoint of the token service succeeded. */
  readonly successes: Map<string, number>;
  /** How often each surface returned each status: `api 404`. */
  readonly statuses: Map<string, number>;
  /** All statuses, in order. */
  readonly trace: number[];
}

export function newReport(): FuzzReport {
  return { requests: 0, findings: [], successes: new Map(), statuses: new Map(), trace: [] };
}

export function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
