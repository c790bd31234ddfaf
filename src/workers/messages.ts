import type { MetricObjectWithValues, MetricValue } from 'prom-client';
import type { TriggeredJob } from '../background-work.ts';

/** Messages between the primary process and a worker. */

export type ToWorker =
  /** The worker reports that it is not ready, but still answers requests during the drain time. */
  | { readonly kind: 'drain' }
  /** The worker finishes its requests and exits. */
  | { readonly kind: 'end' }
  /** The worker sends its metrics. */
  | { readonly kind: 'metrics' }
  | WakeMessage;

export type FromWorker =
  | { readonly kind: 'ready'; readonly url: string }
  /** The worker cannot start. */
  | { readonly kind: 'failed'; readonly problem: StartProblem }
  | { readonly kind: 'metrics'; readonly metricValues: MetricValues }
  | WakeMessage;

/** There is work for the worker that runs the background jobs. */
export interface WakeMessage {
  readonly kind: 'wake';
  readonly job: TriggeredJob;
}

export type MetricValues = readonly MetricObjectWithValues<MetricValue<string>>[];

/** An error with the members that the system adds, copied between processes. */
export type StartProblem = Readonly<Record<'message' | 'code' | 'address' | 'port' | 'path', unknown>>;

export function problemOf(error: unknown): StartProblem {
  const { message, code, address, port, path } = Object(error);
  return { message: message ?? String(error), code, address, port, path };
}

export function errorOf({ message, ...members }: StartProblem): Error {
  return Object.assign(new Error(String(message)), members);
}
