import type { Caller } from './world.ts';

/** A request of an operation before it is written down. */
export interface OperationRequest {
  readonly caller: Caller;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}
