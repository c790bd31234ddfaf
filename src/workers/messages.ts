import type { MetricObjectWithValues, MetricValue } from 'prom-client';
import type { WokenJob } from '../app.ts';

/** What the primary process and a worker tell each other. */

export type ToWorker =
  /** Is not ready any more, and answers for the drain time. */
  | { readonly kind: 'drain' }
  /** Finishes its requests and ends. */
  | { readonly kind: 'end' }
  /** Tells its figures. */
  | { readonly kind: 'figures' }
  | WakeMessage;

export type FromWorker =
  | { readonly kind: 'ready'; readonly url: string }
  /** It cannot start. */
  | { readonly kind: 'failed'; readonly problem: StartProblem }
  | { readonly kind: 'figures'; readonly figures: Figures }
  | WakeMessage;

/** Something was left to the worker that does the background work. */
export interface WakeMessage {
  readonly kind: 'wake';
  readonly job: WokenJob;
}

export type Figures = readonly MetricObjectWithValues<MetricValue<string>>[];

/** An error, and what the system adds to it; copied from process to process. */
export type StartProblem = Readonly<Record<'message' | 'code' | 'address' | 'port' | 'path', unknown>>;

export function problemOf(error: unknown): StartProblem {
  const { message, code, address, port, path } = Object(error);
  return { message: message ?? String(error), code, address, port, path };
}

export function errorOf({ message, ...members }: StartProblem): Error {
  return Object.assign(new Error(String(message)), members);
}
